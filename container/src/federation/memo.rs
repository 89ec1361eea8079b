//! Results of server modules, kept. A render is a pure function of the release and its input, so it may be.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use foldhash::quality::RandomState;
use mf_abi::message::{Plan, Rendered};
use moka::sync::Cache;
use serde_json::value::RawValue;

use super::{Error, release::Release, renderer::Renderer};

/// What a slot shows, and what its view said of the page.
#[derive(Debug)]
pub struct Output {
    /// What the view said of the page.
    pub page: Rendered,
    /// The view.
    pub html: String,
    /// What it was rendered from.
    pub text: Arc<str>,
}

/// The renderer with a memory.
pub struct Memo {
    renderer: Renderer,
    plans: Cache<Key, Arc<Plan>, RandomState>,
    renders: Cache<Key, Arc<Output>, RandomState>,
    enabled: bool,
}

/// All that a result depends on, in full, not a digest of it: one student must never see what was rendered for another.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// Name and version.
    pub release: Arc<str>,
    /// Which of the release's exposes.
    pub expose: String,
    /// Path and query of the page.
    pub url: String,
    /// The expose's props, JSON.
    pub props: String,
    /// The shared store, JSON.
    pub store: Arc<str>,
    /// What the API answered; none in the key of a plan.
    pub data: Option<Data>,
}

/// JSON of the API, as part of a [`Key`].
#[derive(Clone, Debug)]
pub struct Data(pub Arc<RawValue>);

impl PartialEq for Data {
    fn eq(&self, other: &Data) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.get() == other.0.get()
    }
}

impl Eq for Data {}

impl Hash for Data {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.get().hash(state);
    }
}

impl Key {
    fn weight(&self) -> usize {
        let data = self.data.as_ref().map_or(0, |data| data.0.get().len());
        self.expose.len() + self.url.len() + self.props.len() + self.store.len() + data
    }
}

impl Memo {
    /// Keeps up to `bytes` of views; none at all with 0. Plans are small and always kept.
    pub fn new(renderer: Renderer, bytes: u64) -> Memo {
        let weigh = |key: &Key, output: &Arc<Output>| {
            u32::try_from(key.weight() + output.text.len() + output.html.len() + 256).unwrap_or(u32::MAX)
        };
        Memo {
            renderer,
            plans: Cache::builder().max_capacity(10_000).build_with_hasher(RandomState::default()),
            renders: Cache::builder().max_capacity(bytes).weigher(weigh).build_with_hasher(RandomState::default()),
            enabled: bytes > 0,
        }
    }

    /// Compiles the release's server module now, so that no visitor waits for it.
    ///
    /// # Errors
    /// It can't be used.
    pub fn warm(&self, release: &Release) -> Result<(), Error> {
        release.module(&self.renderer).map(drop)
    }

    /// What the view of `key` needs; empty for a release without a server module. `text` writes the module's input.
    ///
    /// # Errors
    /// The module failed.
    pub fn plan(&self, release: &Release, key: &Key, text: impl FnOnce() -> Arc<str>) -> Result<Arc<Plan>, Error> {
        if let Some(plan) = self.plans.get(key) {
            return Ok(plan);
        }
        let Some(module) = release.module(&self.renderer)? else {
            return Ok(Arc::default());
        };
        let answer = self.renderer.call(module, "mf_plan", &text())?;
        let plan: Plan = serde_json::from_str(&answer).map_err(|error| nonsense(release, "mf_plan", error))?;
        let plan = Arc::new(plan);
        self.plans.insert(key.clone(), plan.clone());
        Ok(plan)
    }

    /// The view of `key`, if it is kept.
    pub fn kept(&self, release: &Release, key: &Key) -> Option<Arc<Output>> {
        let output = self.enabled.then(|| self.renders.get(key)).flatten()?;
        count(release, "memo");
        Some(output)
    }

    /// The view of `text`, to be kept under `key`; none for a release without a server module.
    ///
    /// # Errors
    /// The module failed.
    pub fn render(&self, release: &Release, key: Option<Key>, text: &Arc<str>) -> Result<Option<Arc<Output>>, Error> {
        let Some(module) = release.module(&self.renderer)? else {
            return Ok(None);
        };
        let mut html = self.renderer.call(module, "mf_render", text)?;
        let end = html.find('\n').unwrap_or(html.len());
        let page = serde_json::from_str(&html[..end]).map_err(|error| nonsense(release, "mf_render", error))?;
        html.drain(..html.len().min(end + 1));
        let output = Arc::new(Output { page, html, text: text.clone() });
        count(release, "wasm");
        if let Some(key) = key.filter(|_| self.enabled) {
            self.renders.insert(key, output.clone());
        }
        Ok(Some(output))
    }
}

fn count(release: &Release, from: &'static str) {
    metrics::counter!("mf_renders_total", "remote" => release.manifest.name.clone(), "from" => from).increment(1);
}

fn nonsense(release: &Release, entry: &'static str, error: serde_json::Error) -> Error {
    Error::Trap { release: release.id.to_string(), entry, reason: format!("its answer can't be read: {error}") }
}
