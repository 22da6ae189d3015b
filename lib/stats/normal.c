/* normal.c - the normal distribution and its quantiles. */
#include "parts.h"

double hl_normal_below(double z) {
	return erfc(-z / M_SQRT2) / 2;
}

double hl_normal_outside(double z) {
	return erfc(fabs(z) / M_SQRT2);
}

/* --- quantiles, by the three pairs of polynomials of AS 241 (PPND16) --- */

enum { TERMS = 8 };

struct quotient {
	double above[TERMS], below[TERMS];
};

static const struct quotient middle = {
	{ 3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
		13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
		33430.575583588128105, 2509.0809287301226727 },
	{ 1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
		21213.794301586595867, 39307.895800092710610, 28729.085735721942674,
		5226.4952788528545610 },
};

static const struct quotient near = {
	{ 1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
		3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770,
		0.0227238449892691845833, 0.000774545014278341407640 },
	{ 1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
		0.148103976427480074590, 0.0151986665636164571966, 0.000547593808499534494600,
		1.05075007164441684324e-9 },
};

static const struct quotient far = {
	{ 6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
		0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860,
		2.71155556874348757815e-5, 2.01033439929228813265e-7 },
	{ 1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
		0.000786869131145613259100, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
		2.04426310338993978564e-15 },
};

static double polynomial(const double *terms, double x) {
	double sum = 0;

	for (size_t i = TERMS; i-- > 0;)
		sum = sum * x + terms[i];
	return sum;
}

static double quotient_at(const struct quotient *q, double x) {
	return polynomial(q->above, x) / polynomial(q->below, x);
}

double hl_normal_quantile(double p) {
	double from_middle = p - 0.5;
	double tail = from_middle < 0 ? p : 1 - p;
	double r, z;

	if (!(p >= 0 && p <= 1))
		return UNKNOWN;
	if (tail == 0)
		return from_middle < 0 ? (double)-INFINITY : (double)INFINITY;
	if (fabs(from_middle) <= 0.425)
		return from_middle * quotient_at(&middle, 0.180625 - square(from_middle));
	r = sqrt(-log(tail));
	z = r <= 5 ? quotient_at(&near, r - 1.6) : quotient_at(&far, r - 5);
	return from_middle < 0 ? -z : z;
}
