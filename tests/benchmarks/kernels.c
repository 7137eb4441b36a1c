/* Tangents by hand in C, for the workloads of scalar_programs and the bodies of array_programs. */

#include <math.h>

/* One evaluation is shorter than a call from Python, so there are 1,000, each with an input of its own. */
void pressure(double t, double v, double a, double b, double d_t, double d_v, double *out)
{
    double value = 0.0, tangent = 0.0;
    for (long k = 999; k >= 0; k--) {
        double warm = t + 1e-3 * k;
        double free = v - b, ideal = 8.314 * warm / free, volumes = v * (v + b);
        double attraction = a / (sqrt(warm) * volumes);
        value = ideal - attraction;
        tangent = (8.314 * d_t - ideal * d_v) / free
                + attraction * (0.5 * d_t / warm + (2.0 * v + b) * d_v / volumes);
        __asm__ volatile("" : : "x"(value), "x"(tangent));
    }
    out[0] = value;
    out[1] = tangent;
}

void thermostat(double temperature, double power, double loss, long steps,
                double d_temperature, double d_power, double d_loss, double *out)
{
    double heating = 0.0, d_heating = 0.0, result;
    for (long k = 0; k < steps; k++) {
        double change = 0.01 * (d_loss * temperature + loss * d_temperature);
        if (temperature < 20.0) {
            temperature += 0.01 * (power - loss * temperature);
            d_temperature += 0.01 * d_power - change;
            heating += power * 0.01;
            d_heating += d_power * 0.01;
        } else {
            temperature -= 0.01 * loss * temperature;
            d_temperature -= change;
        }
    }
    result = heating / temperature;
    out[0] = result;
    out[1] = (d_heating - result * d_temperature) / temperature;
}

typedef struct { double h, f, d_h, d_f; } Rate;

static Rate growth(double h, double f, double rate, double d_h, double d_f, double d_rate)
{
    double more = rate - f, fed = h - 1.0;
    Rate r = {h * more, f * fed, d_h * more + h * (d_rate - d_f), d_f * fed + f * d_h};
    return r;
}

void foxes_and_hares(double h, double f, double rate, double dt, long steps,
                     double d_h, double d_f, double d_rate, double *out)
{
    double half = 0.5 * dt, sixth = dt / 6.0;
    for (long k = 0; k < steps; k++) {
        Rate a = growth(h, f, rate, d_h, d_f, d_rate);
        Rate b = growth(h + half * a.h, f + half * a.f, rate, d_h + half * a.d_h, d_f + half * a.d_f, d_rate);
        Rate c = growth(h + half * b.h, f + half * b.f, rate, d_h + half * b.d_h, d_f + half * b.d_f, d_rate);
        Rate d = growth(h + dt * c.h, f + dt * c.f, rate, d_h + dt * c.d_h, d_f + dt * c.d_f, d_rate);
        h += sixth * (a.h + 2.0 * b.h + 2.0 * c.h + d.h);
        f += sixth * (a.f + 2.0 * b.f + 2.0 * c.f + d.f);
        d_h += sixth * (a.d_h + 2.0 * b.d_h + 2.0 * c.d_h + d.d_h);
        d_f += sixth * (a.d_f + 2.0 * b.d_f + 2.0 * c.d_f + d.d_f);
    }
    out[0] = h * f;
    out[1] = d_h * f + h * d_f;
}

void bodies(double *x, double *v, const double *mass, long n, double dt, long steps,
            double *d_x, double *d_v, double *out)
{
    for (long k = 0; k < steps; k++) {
        for (long i = 0; i < n; i++)
            for (long j = 0; j < i; j++) {
                double dx = x[2 * i] - x[2 * j], dy = x[2 * i + 1] - x[2 * j + 1];
                double d_dx = d_x[2 * i] - d_x[2 * j], d_dy = d_x[2 * i + 1] - d_x[2 * j + 1];
                double square = dx * dx + dy * dy + 0.01, pull = dt / (square * sqrt(square));
                double d_pull = -3.0 * pull / square * (dx * d_dx + dy * d_dy);
                double d_px = d_pull * dx + pull * d_dx, d_py = d_pull * dy + pull * d_dy;
                v[2 * i] -= mass[j] * pull * dx;
                v[2 * i + 1] -= mass[j] * pull * dy;
                v[2 * j] += mass[i] * pull * dx;
                v[2 * j + 1] += mass[i] * pull * dy;
                d_v[2 * i] -= mass[j] * d_px;
                d_v[2 * i + 1] -= mass[j] * d_py;
                d_v[2 * j] += mass[i] * d_px;
                d_v[2 * j + 1] += mass[i] * d_py;
            }
        for (long i = 0; i < 2 * n; i++) {
            x[i] += dt * v[i];
            d_x[i] += dt * d_v[i];
        }
    }
    out[0] = x[0] * x[1];
    out[1] = d_x[0] * x[1] + x[0] * d_x[1];
}
