"""Rules of the standard library's logging: the numbers go into text, which nobody reads back."""

from srcad.rules.registry import constant

constant("logging.debug(msg, *args, **kwargs)", examples=("'%s', number()",))
constant("logging.info(msg, *args, **kwargs)", examples=("'%s', number()",))
constant("logging.warning(msg, *args, **kwargs)", examples=("'%s', number()",))
constant("logging.error(msg, *args, **kwargs)", examples=("'%s', number()",))
constant("logging.exception(msg, *args, exc_info=True, **kwargs)", examples=("'%s', number()",))
constant("logging.critical(msg, *args, **kwargs)", examples=("'%s', number()",))
constant("logging.log(level, msg, *args, **kwargs)", examples=("10, '%s', number()",))
constant("logging.Logger.debug(self, msg, *args, **kwargs)", examples=("logger(), '%s', number()",))
constant("logging.Logger.info(self, msg, *args, **kwargs)", examples=("logger(), '%s', number()",))
constant("logging.Logger.warning(self, msg, *args, **kwargs)", examples=("logger(), '%s', number()",))
constant("logging.Logger.error(self, msg, *args, **kwargs)", examples=("logger(), '%s', number()",))
constant("logging.Logger.exception(self, msg, *args, exc_info=True, **kwargs)", examples=("logger(), '%s', number()",))
constant("logging.Logger.critical(self, msg, *args, **kwargs)", examples=("logger(), '%s', number()",))
constant("logging.Logger.log(self, level, msg, *args, **kwargs)", examples=("logger(), 10, '%s', number()",))
