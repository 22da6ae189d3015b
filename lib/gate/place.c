/*
 * place.c - the zones of states, of area codes and of words for them.
 *
 * To add an area code: its number and its state in area_regions[]; where that state is split, the
 * part of it (_E, _C, _P, _W) if the code is in that part only, and the count in
 * tests/unit/places.c.
 *
 * Sources. Area codes in service, their states, and which of them are split between zones (its
 * column TIME_ZONE): the NPA report of the North American Numbering Plan Administrator, 2026-09-21
 * and 2026-07-01, as public tables made of it have it. Zones and names of regions by prefix:
 * libphonenumber 9.0.43, but for zones that are nowhere near (474 Winnipeg, 689 Chicago, 879 Puerto
 * Rico, 907 Honolulu) or no longer (867 Vancouver). Zones of provinces: zone1970.tab of the
 * IANA time zone database 2025b.
 */
#include "place.h"

#include <string.h>

#define TEXT(literal)                                                                              \
	{ literal, sizeof(literal) - 1 }

/* clang-format off */
enum {
	NEW_YORK, CHICAGO, DENVER, PHOENIX, LOS_ANGELES, ANCHORAGE, ADAK, HONOLULU, PUERTO_RICO, GUAM,
	PAGO_PAGO, ST_JOHNS, GOOSE_BAY, HALIFAX, MONCTON, TORONTO, WINNIPEG, REGINA, EDMONTON,
	DAWSON_CREEK, VANCOUVER, WHITEHORSE, INUVIK, IQALUIT, RANKIN_INLET, CAMBRIDGE_BAY, LONDON,
};

const char *const place_zones[] = {
	[NEW_YORK] = "America/New_York",
	[CHICAGO] = "America/Chicago",
	[DENVER] = "America/Denver",
	[PHOENIX] = "America/Phoenix",
	[LOS_ANGELES] = "America/Los_Angeles",
	[ANCHORAGE] = "America/Anchorage",
	[ADAK] = "America/Adak",
	[HONOLULU] = "Pacific/Honolulu",
	[PUERTO_RICO] = "America/Puerto_Rico", /* and the Virgin Islands */
	[GUAM] = "Pacific/Guam",               /* and the Northern Marianas */
	[PAGO_PAGO] = "Pacific/Pago_Pago",
	[ST_JOHNS] = "America/St_Johns",
	[GOOSE_BAY] = "America/Goose_Bay",
	[HALIFAX] = "America/Halifax",
	[MONCTON] = "America/Moncton",
	[TORONTO] = "America/Toronto",
	[WINNIPEG] = "America/Winnipeg",
	[REGINA] = "America/Regina",
	[EDMONTON] = "America/Edmonton",
	[DAWSON_CREEK] = "America/Dawson_Creek",
	[VANCOUVER] = "America/Vancouver",
	[WHITEHORSE] = "America/Whitehorse",
	[INUVIK] = "America/Inuvik",
	[IQALUIT] = "America/Iqaluit",
	[RANKIN_INLET] = "America/Rankin_Inlet",
	[CAMBRIDGE_BAY] = "America/Cambridge_Bay",
	[LONDON] = "Europe/London", /* and Guernsey, Jersey, the Isle of Man */
};
const size_t place_zones_len = HL_LEN(place_zones);
_Static_assert(HL_LEN(place_zones) <= PLACE_ZONES_MAX, "a set has 64 bits");

#define BIT(zone) (UINT64_C(1) << (zone))
#define EASTERN BIT(NEW_YORK)
#define CENTRAL BIT(CHICAGO)
#define MOUNTAIN BIT(DENVER)
#define PACIFIC BIT(LOS_ANGELES)

/* What area codes are of: states and, behind those, parts of split ones and what has no letters. */
enum region {
	NOWHERE,
	AB, AK, AL, AR, AS, AZ, BC, CA, CO, CT, DC, DE, FL, GA, GU, HI, IA, ID, IL, IN, KS, KY, LA, MA,
	MB, MD, ME, MI, MN, MO, MP, MS, MT, NB, NC, ND, NE, NH, NJ, NL, NM, NS, NT, NU, NV, NY, OH, OK,
	ON, OR, PA, PE, PR, QC, RI, SC, SD, SK, TN, TX, UT, VA, VI, VT, WA, WI, WV, WY, YT,
	STATES,
	AZ_N = STATES, BC_P, FL_E, IN_E, KS_C, KY_E, MI_E, NE_C, ON_E, OR_P, QC_E, TN_C, TN_E, TX_C,
	NORTH, NS_PE,
};

/* In the order of their letters. */
static const struct region_row {
	char letters[3];
	struct hl_str name; /* empty: none but a state is looked up by it */
	uint64_t zones;
} regions[] = {
	[NOWHERE] = { "", TEXT(""), 0 },
	[AB] = { "AB", TEXT("Alberta"), BIT(EDMONTON) },
	[AK] = { "AK", TEXT("Alaska"), BIT(ANCHORAGE) },
	[AL] = { "AL", TEXT("Alabama"), CENTRAL },
	[AR] = { "AR", TEXT("Arkansas"), CENTRAL },
	[AS] = { "AS", TEXT("American Samoa"), BIT(PAGO_PAGO) },
	[AZ] = { "AZ", TEXT("Arizona"), BIT(PHOENIX) },
	[BC] = { "BC", TEXT("British Columbia"), BIT(VANCOUVER) | BIT(DAWSON_CREEK) | BIT(EDMONTON) },
	[CA] = { "CA", TEXT("California"), PACIFIC },
	[CO] = { "CO", TEXT("Colorado"), MOUNTAIN },
	[CT] = { "CT", TEXT("Connecticut"), EASTERN },
	[DC] = { "DC", TEXT("District of Columbia"), EASTERN },
	[DE] = { "DE", TEXT("Delaware"), EASTERN },
	[FL] = { "FL", TEXT("Florida"), EASTERN | CENTRAL },
	[GA] = { "GA", TEXT("Georgia"), EASTERN },
	[GU] = { "GU", TEXT("Guam"), BIT(GUAM) },
	[HI] = { "HI", TEXT("Hawaii"), BIT(HONOLULU) },
	[IA] = { "IA", TEXT("Iowa"), CENTRAL },
	[ID] = { "ID", TEXT("Idaho"), MOUNTAIN | PACIFIC },
	[IL] = { "IL", TEXT("Illinois"), CENTRAL },
	[IN] = { "IN", TEXT("Indiana"), EASTERN | CENTRAL },
	[KS] = { "KS", TEXT("Kansas"), CENTRAL | MOUNTAIN },
	[KY] = { "KY", TEXT("Kentucky"), EASTERN | CENTRAL },
	[LA] = { "LA", TEXT("Louisiana"), CENTRAL },
	[MA] = { "MA", TEXT("Massachusetts"), EASTERN },
	[MB] = { "MB", TEXT("Manitoba"), BIT(WINNIPEG) },
	[MD] = { "MD", TEXT("Maryland"), EASTERN },
	[ME] = { "ME", TEXT("Maine"), EASTERN },
	[MI] = { "MI", TEXT("Michigan"), EASTERN | CENTRAL },
	[MN] = { "MN", TEXT("Minnesota"), CENTRAL },
	[MO] = { "MO", TEXT("Missouri"), CENTRAL },
	[MP] = { "MP", TEXT("Northern Mariana Islands"), BIT(GUAM) },
	[MS] = { "MS", TEXT("Mississippi"), CENTRAL },
	[MT] = { "MT", TEXT("Montana"), MOUNTAIN },
	[NB] = { "NB", TEXT("New Brunswick"), BIT(MONCTON) },
	[NC] = { "NC", TEXT("North Carolina"), EASTERN },
	[ND] = { "ND", TEXT("North Dakota"), CENTRAL | MOUNTAIN },
	[NE] = { "NE", TEXT("Nebraska"), CENTRAL | MOUNTAIN },
	[NH] = { "NH", TEXT("New Hampshire"), EASTERN },
	[NJ] = { "NJ", TEXT("New Jersey"), EASTERN },
	[NL] = { "NL", TEXT("Newfoundland and Labrador"), BIT(ST_JOHNS) | BIT(GOOSE_BAY) },
	[NM] = { "NM", TEXT("New Mexico"), MOUNTAIN },
	[NS] = { "NS", TEXT("Nova Scotia"), BIT(HALIFAX) },
	[NT] = { "NT", TEXT("Northwest Territories"), BIT(EDMONTON) | BIT(INUVIK) },
	[NU] = { "NU", TEXT("Nunavut"), BIT(IQALUIT) | BIT(RANKIN_INLET) | BIT(CAMBRIDGE_BAY) },
	[NV] = { "NV", TEXT("Nevada"), PACIFIC },
	[NY] = { "NY", TEXT("New York"), EASTERN },
	[OH] = { "OH", TEXT("Ohio"), EASTERN },
	[OK] = { "OK", TEXT("Oklahoma"), CENTRAL },
	[ON] = { "ON", TEXT("Ontario"), BIT(TORONTO) | BIT(WINNIPEG) },
	[OR] = { "OR", TEXT("Oregon"), PACIFIC | MOUNTAIN },
	[PA] = { "PA", TEXT("Pennsylvania"), EASTERN },
	[PE] = { "PE", TEXT("Prince Edward Island"), BIT(HALIFAX) },
	[PR] = { "PR", TEXT("Puerto Rico"), BIT(PUERTO_RICO) },
	[QC] = { "QC", TEXT("Quebec"), BIT(TORONTO) | BIT(HALIFAX) }, /* the Magdalen Islands */
	[RI] = { "RI", TEXT("Rhode Island"), EASTERN },
	[SC] = { "SC", TEXT("South Carolina"), EASTERN },
	[SD] = { "SD", TEXT("South Dakota"), CENTRAL | MOUNTAIN },
	[SK] = { "SK", TEXT("Saskatchewan"), BIT(REGINA) | BIT(EDMONTON) }, /* Lloydminster */
	[TN] = { "TN", TEXT("Tennessee"), EASTERN | CENTRAL },
	[TX] = { "TX", TEXT("Texas"), CENTRAL | MOUNTAIN },
	[UT] = { "UT", TEXT("Utah"), MOUNTAIN },
	[VA] = { "VA", TEXT("Virginia"), EASTERN },
	[VI] = { "VI", TEXT("Virgin Islands"), BIT(PUERTO_RICO) },
	[VT] = { "VT", TEXT("Vermont"), EASTERN },
	[WA] = { "WA", TEXT("Washington"), PACIFIC },
	[WI] = { "WI", TEXT("Wisconsin"), CENTRAL },
	[WV] = { "WV", TEXT("West Virginia"), EASTERN },
	[WY] = { "WY", TEXT("Wyoming"), MOUNTAIN },
	[YT] = { "YT", TEXT("Yukon"), BIT(WHITEHORSE) },
	[AZ_N] = { "AZ", TEXT(""), BIT(PHOENIX) | MOUNTAIN }, /* the Navajo Nation has summer time */
	[BC_P] = { "BC", TEXT(""), BIT(VANCOUVER) },
	[FL_E] = { "FL", TEXT(""), EASTERN },
	[IN_E] = { "IN", TEXT(""), EASTERN },
	[KS_C] = { "KS", TEXT(""), CENTRAL },
	[KY_E] = { "KY", TEXT(""), EASTERN },
	[MI_E] = { "MI", TEXT(""), EASTERN },
	[NE_C] = { "NE", TEXT(""), CENTRAL },
	[ON_E] = { "ON", TEXT(""), BIT(TORONTO) },
	[OR_P] = { "OR", TEXT(""), PACIFIC },
	[QC_E] = { "QC", TEXT(""), BIT(TORONTO) },
	[TN_C] = { "TN", TEXT(""), CENTRAL },
	[TN_E] = { "TN", TEXT(""), EASTERN },
	[TX_C] = { "TX", TEXT(""), CENTRAL },
	[NORTH] = { "", TEXT(""), BIT(WHITEHORSE) | BIT(EDMONTON) | BIT(INUVIK) | BIT(IQALUIT) |
		BIT(RANKIN_INLET) | BIT(CAMBRIDGE_BAY) },
	[NS_PE] = { "", TEXT(""), BIT(HALIFAX) },
};

/* By area code. An overlay has the zones of what it lies over: 986 those of 208. */
static const unsigned char area_regions[1000] = {
	[201] = NJ, [202] = DC, [203] = CT, [204] = MB, [205] = AL, [206] = WA, [207] = ME,
	[208] = ID, [209] = CA, [210] = TX_C, [212] = NY, [213] = CA, [214] = TX_C, [215] = PA,
	[216] = OH, [217] = IL, [218] = MN, [219] = IN, [220] = OH, [223] = PA, [224] = IL,
	[225] = LA, [226] = ON_E, [227] = MD, [228] = MS, [229] = GA, [231] = MI_E, [234] = OH,
	[235] = MO, [236] = BC, [239] = FL_E, [240] = MD, [248] = MI_E, [249] = ON_E, [250] = BC,
	[251] = AL, [252] = NC, [253] = WA, [254] = TX_C, [256] = AL, [257] = BC, [260] = IN_E,
	[262] = WI, [263] = QC_E, [267] = PA, [269] = MI_E, [270] = KY, [272] = PA, [274] = WI,
	[276] = VA, [279] = CA, [281] = TX_C, [283] = OH, [289] = ON_E,
	[301] = MD, [302] = DE, [303] = CO, [304] = WV, [305] = FL_E, [306] = SK, [307] = WY,
	[308] = NE, [309] = IL, [310] = CA, [312] = IL, [313] = MI_E, [314] = MO, [315] = NY,
	[316] = KS_C, [317] = IN_E, [318] = LA, [319] = IA, [320] = MN, [321] = FL_E, [323] = CA,
	[324] = FL_E, [325] = TX_C, [326] = OH, [327] = AR, [329] = NY, [330] = OH, [331] = IL,
	[332] = NY, [334] = AL, [336] = NC, [337] = LA, [339] = MA, [340] = VI, [341] = CA,
	[343] = ON_E, [346] = TX_C, [347] = NY, [350] = CA, [351] = MA, [352] = FL_E, [353] = WI,
	[354] = QC_E, [357] = CA, [360] = WA, [361] = TX_C, [363] = NY, [364] = KY, [365] = ON_E,
	[367] = QC, [368] = AB, [369] = CA, [380] = OH, [382] = ON_E, [385] = UT, [386] = FL_E,
	[401] = RI, [402] = NE_C, [403] = AB, [404] = GA, [405] = OK, [406] = MT, [407] = FL_E,
	[408] = CA, [409] = TX_C, [410] = MD, [412] = PA, [413] = MA, [414] = WI, [415] = CA,
	[416] = ON_E, [417] = MO, [418] = QC, [419] = OH, [423] = TN, [424] = CA, [425] = WA,
	[428] = NB, [430] = TX_C, [431] = MB, [432] = TX_C, [434] = VA, [435] = UT, [436] = OH,
	[437] = ON_E, [438] = QC_E, [440] = OH, [442] = CA, [443] = MD, [445] = PA, [447] = IL,
	[448] = FL, [450] = QC_E, [457] = LA, [458] = OR, [463] = IN_E, [464] = IL, [465] = NY,
	[468] = QC_E, [469] = TX_C, [470] = GA, [471] = MS, [472] = NC, [474] = SK, [475] = CT,
	[478] = GA, [479] = AR, [480] = AZ, [483] = AL, [484] = PA,
	[501] = AR, [502] = KY_E, [503] = OR_P, [504] = LA, [505] = NM, [506] = NB, [507] = MN,
	[508] = MA, [509] = WA, [510] = CA, [512] = TX_C, [513] = OH, [514] = QC_E, [515] = IA,
	[516] = NY, [517] = MI_E, [518] = NY, [519] = ON_E, [520] = AZ, [530] = CA, [531] = NE_C,
	[534] = WI, [539] = OK, [540] = VA, [541] = OR, [548] = ON_E, [551] = NJ, [557] = MO,
	[559] = CA, [561] = FL_E, [562] = CA, [563] = IA, [564] = WA, [567] = OH, [570] = PA,
	[571] = VA, [572] = OK, [573] = MO, [574] = IN, [575] = NM, [579] = QC_E, [580] = OK,
	[581] = QC, [582] = PA, [584] = MB, [585] = NY, [586] = MI_E, [587] = AB,
	[601] = MS, [602] = AZ, [603] = NH, [604] = BC_P, [605] = SD, [606] = KY, [607] = NY,
	[608] = WI, [609] = NJ, [610] = PA, [612] = MN, [613] = ON_E, [614] = OH, [615] = TN_C,
	[616] = MI_E, [617] = MA, [618] = IL, [619] = CA, [620] = KS, [621] = TX_C, [623] = AZ,
	[624] = NY, [626] = CA, [628] = CA, [629] = TN_C, [630] = IL, [631] = NY, [636] = MO,
	[639] = SK, [640] = NJ, [641] = IA, [645] = FL_E, [646] = NY, [647] = ON_E, [650] = CA,
	[651] = MN, [656] = FL_E, [657] = CA, [659] = AL, [660] = MO, [661] = CA, [662] = MS,
	[667] = MD, [669] = CA, [670] = MP, [671] = GU, [672] = BC, [678] = GA, [679] = MI_E,
	[680] = NY, [681] = WV, [682] = TX_C, [683] = ON_E, [684] = AS, [686] = VA, [689] = FL_E,
	[701] = ND, [702] = NV, [703] = VA, [704] = NC, [705] = ON_E, [706] = GA, [707] = CA,
	[708] = IL, [709] = NL, [712] = IA, [713] = TX_C, [714] = CA, [715] = WI, [716] = NY,
	[717] = PA, [718] = NY, [719] = CO, [720] = CO, [724] = PA, [725] = NV, [726] = TX_C,
	[727] = FL_E, [728] = FL_E, [729] = TN, [730] = IL, [731] = TN_C, [732] = NJ, [734] = MI_E,
	[737] = TX_C, [738] = CA, [740] = OH, [742] = ON_E, [743] = NC, [747] = CA, [748] = CO,
	[753] = ON_E, [754] = FL_E, [757] = VA, [760] = CA, [762] = GA, [763] = MN, [765] = IN_E,
	[769] = MS, [770] = GA, [771] = DC, [772] = FL_E, [773] = IL, [774] = MA, [775] = NV,
	[778] = BC, [779] = IL, [780] = AB, [781] = MA, [782] = NS_PE, [785] = KS, [786] = FL_E,
	[787] = PR,
	[801] = UT, [802] = VT, [803] = SC, [804] = VA, [805] = CA, [806] = TX_C, [807] = ON,
	[808] = HI, [810] = MI_E, [812] = IN, [813] = FL_E, [814] = PA, [815] = IL, [816] = MO,
	[817] = TX_C, [818] = CA, [819] = QC_E, [820] = CA, [821] = SC, [825] = AB, [826] = VA,
	[828] = NC, [830] = TX_C, [831] = CA, [832] = TX_C, [835] = PA, [837] = CA, [838] = NY,
	[839] = SC, [840] = CA, [843] = SC, [845] = NY, [847] = IL, [848] = NJ, [850] = FL,
	[854] = SC, [856] = NJ, [857] = MA, [858] = CA, [859] = KY_E, [860] = CT, [861] = IL,
	[862] = NJ, [863] = FL_E, [864] = SC, [865] = TN_E, [867] = NORTH, [870] = AR, [872] = IL,
	[873] = QC_E, [878] = PA, [879] = NL,
	[901] = TN_C, [902] = NS_PE, [903] = TX_C, [904] = FL_E, [905] = ON_E, [906] = MI,
	[907] = AK, [908] = NJ, [909] = CA, [910] = NC, [912] = GA, [913] = KS_C, [914] = NY,
	[915] = TX, [916] = CA, [917] = NY, [918] = OK, [919] = NC, [920] = WI, [924] = MN,
	[925] = CA, [928] = AZ_N, [929] = NY, [930] = IN, [931] = TN, [934] = NY, [936] = TX_C,
	[937] = OH, [938] = AL, [939] = PR, [940] = TX_C, [941] = FL_E, [942] = ON_E, [943] = GA,
	[945] = TX_C, [947] = MI_E, [948] = VA, [949] = CA, [951] = CA, [952] = MN, [954] = FL_E,
	[956] = TX_C, [959] = CT, [970] = CO, [971] = OR_P, [972] = TX_C, [973] = NJ, [975] = MO,
	[978] = MA, [979] = TX_C, [980] = NC, [983] = CO, [984] = NC, [985] = LA, [986] = ID,
	[989] = MI_E,
};

/* In summer MST is Arizona's time, and what many a Coloradan writes who is an hour ahead of it. */
static const struct {
	struct hl_str word;
	uint64_t zones;
} words[] = {
	{ TEXT("ET"), EASTERN }, { TEXT("EST"), EASTERN }, { TEXT("EDT"), EASTERN },
	{ TEXT("Eastern"), EASTERN }, { TEXT("Eastern Standard"), EASTERN },
	{ TEXT("Eastern Daylight"), EASTERN }, { TEXT("US/Eastern"), EASTERN },
	{ TEXT("CT"), CENTRAL }, { TEXT("CST"), CENTRAL }, { TEXT("CDT"), CENTRAL },
	{ TEXT("Central"), CENTRAL }, { TEXT("Central Standard"), CENTRAL },
	{ TEXT("Central Daylight"), CENTRAL }, { TEXT("US/Central"), CENTRAL },
	{ TEXT("MT"), MOUNTAIN }, { TEXT("MST"), MOUNTAIN | BIT(PHOENIX) }, { TEXT("MDT"), MOUNTAIN },
	{ TEXT("Mountain"), MOUNTAIN }, { TEXT("Mountain Standard"), MOUNTAIN | BIT(PHOENIX) },
	{ TEXT("Mountain Daylight"), MOUNTAIN }, { TEXT("US/Mountain"), MOUNTAIN },
	{ TEXT("Arizona"), BIT(PHOENIX) }, { TEXT("US/Arizona"), BIT(PHOENIX) },
	{ TEXT("PT"), PACIFIC }, { TEXT("PST"), PACIFIC }, { TEXT("PDT"), PACIFIC },
	{ TEXT("Pacific"), PACIFIC }, { TEXT("Pacific Standard"), PACIFIC },
	{ TEXT("Pacific Daylight"), PACIFIC }, { TEXT("US/Pacific"), PACIFIC },
	{ TEXT("AKT"), BIT(ANCHORAGE) }, { TEXT("AKST"), BIT(ANCHORAGE) },
	{ TEXT("AKDT"), BIT(ANCHORAGE) }, { TEXT("Alaska"), BIT(ANCHORAGE) },
	{ TEXT("Alaska Standard"), BIT(ANCHORAGE) }, { TEXT("Alaska Daylight"), BIT(ANCHORAGE) },
	{ TEXT("Alaskan Standard"), BIT(ANCHORAGE) }, { TEXT("US/Alaska"), BIT(ANCHORAGE) },
	{ TEXT("HT"), BIT(HONOLULU) }, { TEXT("HST"), BIT(HONOLULU) },
	{ TEXT("Hawaii"), BIT(HONOLULU) }, { TEXT("Hawaii Standard"), BIT(HONOLULU) },
	{ TEXT("Hawaiian Standard"), BIT(HONOLULU) }, { TEXT("US/Hawaii"), BIT(HONOLULU) },
	{ TEXT("HDT"), BIT(ADAK) }, { TEXT("US/Aleutian"), BIT(ADAK) },
	{ TEXT("AT"), BIT(HALIFAX) | BIT(PUERTO_RICO) }, { TEXT("AST"), BIT(HALIFAX) | BIT(PUERTO_RICO) },
	{ TEXT("Atlantic"), BIT(HALIFAX) | BIT(PUERTO_RICO) },
	{ TEXT("Atlantic Standard"), BIT(HALIFAX) | BIT(PUERTO_RICO) },
	{ TEXT("ADT"), BIT(HALIFAX) }, { TEXT("Atlantic Daylight"), BIT(HALIFAX) },
	{ TEXT("NT"), BIT(ST_JOHNS) }, { TEXT("NST"), BIT(ST_JOHNS) }, { TEXT("NDT"), BIT(ST_JOHNS) },
	{ TEXT("Newfoundland"), BIT(ST_JOHNS) }, { TEXT("Newfoundland Standard"), BIT(ST_JOHNS) },
	{ TEXT("ChST"), BIT(GUAM) }, { TEXT("Chamorro"), BIT(GUAM) },
	{ TEXT("SST"), BIT(PAGO_PAGO) }, { TEXT("Samoa"), BIT(PAGO_PAGO) },
	{ TEXT("US/Samoa"), BIT(PAGO_PAGO) }, { TEXT("BST"), BIT(LONDON) },
	{ TEXT("Europe/Guernsey"), BIT(LONDON) }, { TEXT("Europe/Jersey"), BIT(LONDON) },
	{ TEXT("Europe/Isle_of_Man"), BIT(LONDON) },
};
/* clang-format on */

/* As memcmp, of two letters in any case. */
static int letters_order(struct hl_str text, const char *letters) {
	int first = hl_lower(text.at[0]) - hl_lower(letters[0]);

	return first ? first : hl_lower(text.at[1]) - hl_lower(letters[1]);
}

static enum region region_by_letters(struct hl_str text) {
	size_t from = NOWHERE + 1, to = STATES;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = letters_order(text, regions[middle].letters);

		if (order == 0)
			return (enum region)middle;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NOWHERE;
}

static enum region region_of(struct hl_str state) {
	if (state.len == 2)
		return region_by_letters(state);
	for (size_t i = NOWHERE + 1; i < STATES; i++)
		if (hl_str_same(state, regions[i].name))
			return (enum region)i;
	return NOWHERE;
}

/* Two, or none. */
static struct hl_str letters_of(enum region region) {
	const char *letters = regions[region].letters;

	return (struct hl_str){ letters, letters[0] ? 2 : 0 };
}

uint64_t place_of_state(struct hl_str state) {
	return regions[region_of(state)].zones;
}

struct hl_str place_state_of(struct hl_str state) {
	return letters_of(region_of(state));
}

uint64_t place_of_country(struct hl_str country) {
	static const struct hl_str countries[] = { TEXT("GB"), TEXT("GG"), TEXT("JE"), TEXT("IM") };

	for (size_t i = 0; i < HL_LEN(countries); i++)
		if (place_is_country(country, countries[i]))
			return BIT(LONDON);
	return 0;
}

uint64_t place_of_area(unsigned area_code, struct hl_str *state) {
	enum region region = area_code < HL_LEN(area_regions) ? area_regions[area_code] : NOWHERE;

	*state = letters_of(region);
	return regions[region].zones;
}

/* "Eastern Time (US & Canada)": the word before what only says that it is one. */
static struct hl_str without_time(struct hl_str text) {
	static const struct hl_str ends[] = { TEXT(" (US & Canada)"), TEXT(" time") };

	for (size_t i = 0; i < HL_LEN(ends); i++)
		if (hl_str_ends(text, ends[i]))
			text.len -= ends[i].len;
	return text;
}

bool place_zone_find(struct hl_str text, uint64_t *zones) {
	struct hl_str word = without_time(text);

	for (size_t i = 0; i < HL_LEN(words); i++)
		if (hl_str_same(word, words[i].word)) {
			*zones = words[i].zones;
			return true;
		}
	for (size_t i = 0; i < place_zones_len; i++)
		if (hl_str_same(text, hl_str_of(place_zones[i]))) {
			*zones = BIT(i);
			return true;
		}
	return false;
}
