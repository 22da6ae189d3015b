/* shipped.c - the models that are part of the program; their tables lie beside this file. */
#include "hl/score.h"

extern const char hl_embed_hot_csv[], hl_embed_wip_csv[], hl_embed_web_csv[], hl_embed_b2b_csv[],
	hl_embed_workflow_csv[], hl_embed_onboarding_csv[];
extern const size_t hl_embed_hot_csv_len, hl_embed_wip_csv_len, hl_embed_web_csv_len,
	hl_embed_b2b_csv_len, hl_embed_workflow_csv_len, hl_embed_onboarding_csv_len;

const struct hl_shipped_model hl_shipped_models[] = {
	{ "hot", "Hot Lead Score: intent x value x recency", hl_embed_hot_csv,
		&hl_embed_hot_csv_len },
	{ "wip", "Standard WIP: points added up for what an account has, at most 1000",
		hl_embed_wip_csv, &hl_embed_wip_csv_len },
	{ "web", "Points per action on the site and in mail", hl_embed_web_csv,
		&hl_embed_web_csv_len },
	{ "b2b", "Rating scale: criteria rated 1 to 10 times weights, as a percentage",
		hl_embed_b2b_csv, &hl_embed_b2b_csv_len },
	{ "workflow", "The automated workflow: a form then mail then pricing; silence cools",
		hl_embed_workflow_csv, &hl_embed_workflow_csv_len },
	{ "onboarding", "Onboarding: stage and age, either makes it urgent; the next step",
		hl_embed_onboarding_csv, &hl_embed_onboarding_csv_len },
};
const size_t hl_shipped_models_len = HL_LEN(hl_shipped_models);
