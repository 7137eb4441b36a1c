"""The ground track of a satellite, and how it depends on the elements of the orbit.

The orbit is propagated by SGP4 (Hoots and Roehrich 1980; Vallado and others 2006), as the package `sgp4` has it in
Python, which nobody wrote for differentiation. Its position is turned with the Earth into longitude and latitude.

    python examples/ground_track.py        needs sgp4: pip install "srcad[examples]"
"""

import math

from pictures import save_picture
from sgp4.earth_gravity import wgs72
from sgp4.model import Satellite
from sgp4.propagation import sgp4, sgp4init

from srcad import forward_diff

EPOCH = 27545.0  # days since 1950-01-00
DRAG = 1.0e-5
# Mean motion in radians a minute, eccentricity, and in radians: inclination, ascending node, perigee, mean anomaly.
ELEMENTS = {
    "motion": 0.0676,
    "eccentricity": 0.0007,
    "inclination": 0.9013,
    "node": 1.7,
    "perigee": 2.1,
    "anomaly": 4.2,
}
EARTH_RATE = 7.292115e-5 * 60.0  # radians a minute


@forward_diff
def point_below(motion, eccentricity, inclination, node, perigee, anomaly, minutes):
    """Return longitude and geocentric latitude below the satellite in degrees, and its height in km."""
    satellite = Satellite()
    satellite.whichconst = wgs72
    orbit = eccentricity, perigee, inclination, anomaly, motion, node
    sgp4init(wgs72, "i", 5, EPOCH, DRAG, 0.0, 0.0, *orbit, satellite)
    (x, y, z), _ = sgp4(satellite, minutes)
    longitude = math.atan2(y, x) - EARTH_RATE * minutes
    longitude = (longitude + math.pi) % (2.0 * math.pi) - math.pi
    distance = math.sqrt(x * x + y * y + z * z)
    return math.degrees(longitude), math.degrees(math.asin(z / distance)), distance - wgs72.radiusearthkm


def main():
    steps = {"motion": 1e-6, "eccentricity": 1e-5, "inclination": 1e-4, "node": 1e-4, "perigee": 1e-4, "anomaly": 1e-4}
    for name, step in steps.items():
        value, tangent = point_below(**ELEMENTS, minutes=90.0, **{f"d_{name}": step})
        print(
            f"{name:12s} {step:g} more: {tangent[0]:+.7f} deg east {tangent[1]:+.7f} deg north {tangent[2]:+.6f} km up"
        )
    print("below at 90 minutes:", *(f"{part:.6f}" for part in value))
    minutes = [2.0 * k for k in range(121)]
    rows = [point_below(**ELEMENTS, minutes=m, d_inclination=math.radians(1.0)) for m in minutes]
    save_picture("ground_track", lambda axes: draw(axes, rows))


def draw(axes, rows):
    longitudes, latitudes = ([value[k] for value, _ in rows] for k in (0, 1))
    east, north = ([tangent[k] for _, tangent in rows] for k in (0, 1))
    axes.plot(longitudes, latitudes, ".", markersize=3, label="ground track of four hours")
    arrows = {"angles": "xy", "scale_units": "xy", "scale": 0.1, "width": 2e-3}
    label = "as ten degrees of inclination would move it"
    axes.quiver(longitudes[::3], latitudes[::3], east[::3], north[::3], label=label, **arrows)
    axes.set_xlabel("longitude in degrees")
    axes.set_ylabel("geocentric latitude in degrees")
    axes.set_ylim(-75.0, 90.0)
    axes.legend(loc="upper center")


if __name__ == "__main__":
    main()
