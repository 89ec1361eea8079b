//! Counters in Prometheus's format.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// Installs the recorder of this process. Once is enough; a second call does nothing.
///
/// # Errors
/// Another recorder is installed.
pub fn install() -> Result<(), BuildError> {
    if HANDLE.get().is_none() {
        let handle = PrometheusBuilder::new().install_recorder()?;
        let _ = HANDLE.set(handle);
    }
    Ok(())
}

/// Every metric as text; none before [`install`].
pub fn render() -> Option<String> {
    HANDLE.get().map(PrometheusHandle::render)
}

/// Empties the histograms' buffers; to be called now and then.
pub fn upkeep() {
    if let Some(handle) = HANDLE.get() {
        handle.run_upkeep();
    }
}
