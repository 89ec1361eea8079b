//! Results of server modules, kept. A render is a pure function of the release and its input, so it may be.

use std::sync::Arc;

use moka::sync::Cache;
use shared::abi::{Plan, Rendered};

use super::{Error, release::Release, renderer::Renderer};

/// What a slot shows, and what its view said of the page.
#[derive(Debug)]
pub struct Output {
    /// What the view said of the page.
    pub page: Rendered,
    /// The view.
    pub html: String,
}

/// The renderer with a memory.
pub struct Memo {
    renderer: Renderer,
    plans: Cache<Key, Arc<Plan>>,
    renders: Cache<Key, Arc<Output>>,
    enabled: bool,
}

/// The whole input, with the expose's name on its first line, is the key, not a digest of it: one student must never see what
/// was rendered for another.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    release: Arc<str>,
    input: Arc<str>,
}

impl Memo {
    /// Keeps up to `bytes` of results; none at all with 0.
    pub fn new(renderer: Renderer, bytes: u64) -> Memo {
        let weigh =
            |key: &Key, output: &Arc<Output>| u32::try_from(key.input.len() + output.html.len() + 256).unwrap_or(u32::MAX);
        Memo {
            renderer,
            plans: Cache::builder().max_capacity(10_000).build(),
            renders: Cache::builder().max_capacity(bytes).weigher(weigh).build(),
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

    /// What `input`'s view needs; empty for a release without a server module.
    ///
    /// # Errors
    /// The module failed.
    pub fn plan(&self, release: &Release, input: &Arc<str>) -> Result<Arc<Plan>, Error> {
        let key = Key { release: release.id.clone(), input: input.clone() };
        if let Some(plan) = self.enabled.then(|| self.plans.get(&key)).flatten() {
            return Ok(plan);
        }
        let Some(module) = release.module(&self.renderer)? else {
            return Ok(Arc::default());
        };
        let text = self.renderer.call(module, "mf_plan", input)?;
        let plan: Plan = serde_json::from_str(&text).map_err(|error| nonsense(release, "mf_plan", error))?;
        let plan = Arc::new(plan);
        if self.enabled {
            self.plans.insert(key, plan.clone());
        }
        Ok(plan)
    }

    /// The view of `input`; none for a release without a server module.
    ///
    /// # Errors
    /// The module failed.
    pub fn render(&self, release: &Release, input: &Arc<str>) -> Result<Option<Arc<Output>>, Error> {
        let key = Key { release: release.id.clone(), input: input.clone() };
        if let Some(output) = self.enabled.then(|| self.renders.get(&key)).flatten() {
            metrics::counter!("mf_renders_total", "remote" => release.manifest.name.clone(), "from" => "memo").increment(1);
            return Ok(Some(output));
        }
        let Some(module) = release.module(&self.renderer)? else {
            return Ok(None);
        };
        let mut html = self.renderer.call(module, "mf_render", input)?;
        let end = html.find('\n').unwrap_or(html.len());
        let page = serde_json::from_str(&html[..end]).map_err(|error| nonsense(release, "mf_render", error))?;
        html.drain(..html.len().min(end + 1));
        let output = Arc::new(Output { page, html });
        metrics::counter!("mf_renders_total", "remote" => release.manifest.name.clone(), "from" => "wasm").increment(1);
        if self.enabled {
            self.renders.insert(key, output.clone());
        }
        Ok(Some(output))
    }
}

fn nonsense(release: &Release, entry: &'static str, error: serde_json::Error) -> Error {
    Error::Trap { release: release.id.to_string(), entry, reason: format!("its answer can't be read: {error}") }
}
