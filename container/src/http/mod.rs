//! What belongs to HTTP and not to one route: problem documents, security headers, request forgery, sessions, metrics.

pub mod csrf;
pub mod headers;
pub mod metrics;
pub mod problem;
pub mod session;
