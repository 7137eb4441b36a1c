"""The rules of `scipy.constants`; `convert_temperature` is differentiated by its source."""

from srcad.rules.registry import constant, elementwise

elementwise("scipy.constants.lambda2nu(lambda_)", lambda_="-out / lambda_", poles="lambda_", domain=(0.5, 2.0))
elementwise("scipy.constants.nu2lambda(nu)", nu="-out / nu", poles="nu", domain=(0.5, 2.0))
constant("scipy.constants.find(sub=None, disp=False)", examples="'speed of light'")
constant("scipy.constants.precision(key)", examples="'electron mass'")
constant("scipy.constants.unit(key)", examples="'electron mass'")
constant("scipy.constants.value(key)", examples="'electron mass'")
