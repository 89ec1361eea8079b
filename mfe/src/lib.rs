//! mfe
