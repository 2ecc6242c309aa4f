//! Expressions as real forms write them.
