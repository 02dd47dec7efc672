/** Holds what operators are told, in the README and in docs/operations, against the services. */
package ai.warehouse.status.operations;
