package ai.warehouse.status.processor.state;

import ai.warehouse.status.processor.fold.LocaleState;
import java.util.Map;

/**
 * The states of all locales of a build in one small value, instead of a row for each.
 *
 * @param states by locale, the unnamed one as null
 */
record PackedLocales(Map<String, LocaleState> states) {}
