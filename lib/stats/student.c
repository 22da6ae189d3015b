/* student.c - Student's distribution, for means of few. */
#include "parts.h"

enum { STEPS_MAX = 20000 };

/* Beyond so many degrees of freedom a series in their inverse is exact, and quicker. */
#define MANY 1000.0

/* ln of the gamma function of @x > 0; lgamma itself is not for several threads. */
static double log_gamma(double x) {
	int sign;

	return lgamma_r(x, &sign);
}

/* What is never 0 may be divided by. */
static double apart_from_0(double x) {
	return fabs(x) < 1e-300 ? 1e-300 : x;
}

/*
 * The continued fraction of the incomplete beta function, Abramowitz and Stegun 26.5.8, by the
 * method of Lentz: c and d are the quotients of the numerators and of the denominators of
 * neighbouring approximations.
 */
static double beta_fraction(double a, double b, double x) {
	double c = 1;
	double d = 1 / apart_from_0(1 - (a + b) * x / (a + 1));
	double value = d;

	for (int i = 1; i < STEPS_MAX; i++) {
		double m = i;
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		double factor;

		d = 1 / apart_from_0(1 + even * d);
		c = apart_from_0(1 + even / c);
		value *= c * d;
		d = 1 / apart_from_0(1 + odd * d);
		c = apart_from_0(1 + odd / c);
		factor = c * d;
		value *= factor;
		if (fabs(factor - 1) < 1e-16)
			break;
	}
	return value;
}

/* The regularised incomplete beta function; @rest is 1 - @x, which may be near 0. */
static double beta(double a, double b, double x, double rest) {
	double front =
		exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log(rest));

	return x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a
					 : 1 - front * beta_fraction(b, a, rest) / b;
}

double hl_student_outside(double t, double freedom) {
	double tt = square(t);

	if (!(freedom > 0) || isnan(t))
		return UNKNOWN;
	if (t == 0)
		return 1;
	if (isinf(tt))
		return 0;
	return beta(freedom / 2, 0.5, freedom / (freedom + tt), tt / (freedom + tt));
}

/* Abramowitz and Stegun 26.7.5. */
static double series(double z, double freedom) {
	double zz = square(z);
	double first = z * (zz + 1) / 4;
	double second = z * ((5 * zz + 16) * zz + 3) / 96;
	double third = z * (((3 * zz + 19) * zz + 17) * zz - 15) / 384;
	double fourth = z * ((((79 * zz + 776) * zz + 1482) * zz - 1920) * zz - 945) / 92160;
	double by = 1 / freedom;

	return z + by * (first + by * (second + by * (third + by * fourth)));
}

/* The more lies outside, the nearer it is. */
static double halve(double p, double freedom, double hi) {
	double lo = 0;

	for (;;) {
		double middle = lo + (hi - lo) / 2;

		if (middle <= lo || middle >= hi)
			return middle;
		if (hl_student_outside(middle, freedom) > p)
			lo = middle;
		else
			hi = middle;
	}
}

double hl_student_quantile(double p, double freedom) {
	double hi = 1;

	if (!(freedom > 0) || !(p > 0 && p < 1))
		return UNKNOWN;
	if (freedom >= MANY)
		return series(-hl_normal_quantile(p / 2), freedom);
	while (hl_student_outside(hi, freedom) > p)
		hi *= 2;
	return halve(p, freedom, hi);
}
