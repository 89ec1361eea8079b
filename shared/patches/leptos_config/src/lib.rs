//! The part of leptos_config 0.8's interface that Leptos itself uses. Nothing of this workspace makes these options.

use std::{net::SocketAddr, sync::Arc};

/// Where cargo-leptos puts what it builds, and where a page hears that it has.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LeptosOptions {
    /// Name of the built files.
    pub output_name: Arc<str>,
    /// Folder of all built files.
    pub site_root: Arc<str>,
    /// Folder of wasm and JavaScript below it.
    pub site_pkg_dir: Arc<str>,
    /// Address of the server.
    pub site_addr: SocketAddr,
    /// Port of the socket that tells of a reload.
    pub reload_port: u32,
    /// The same as the browser sees it.
    pub reload_external_port: Option<u32>,
    /// Its protocol.
    pub reload_ws_protocol: ReloadWSProtocol,
    /// Path of the page for what isn't found.
    pub not_found_path: Arc<str>,
    /// Name of the file with the hashes of the built files.
    pub hash_file: Arc<str>,
    /// Whether file names carry hashes.
    pub hash_files: bool,
}

/// Protocol of the socket that tells of a reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReloadWSProtocol {
    /// Plain.
    WS,
    /// Over TLS.
    WSS,
}
