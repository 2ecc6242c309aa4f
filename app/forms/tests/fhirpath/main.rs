//! FHIRPath as HL7's own suite has it, and as forms use it.

mod suite;
mod use_in_forms;
