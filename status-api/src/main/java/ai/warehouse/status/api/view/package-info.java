/**
 * What screens are shown of builds: derived from records and the time alone, with its JSON forms
 * (SPEC §5).
 */
@NullMarked
package ai.warehouse.status.api.view;

import org.jspecify.annotations.NullMarked;
