/** What the tables must hold, computed the slow and obvious way, to judge the real thing by. */
package ai.warehouse.status.testing.reference;
