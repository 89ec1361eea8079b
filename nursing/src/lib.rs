//! nursing
