//! Filling slots: plan, data, render. Whatever goes wrong in one, the page still goes out.

use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;
use shared::{
    abi::{Answer, Input, Rendered, Request},
    contract::{slice::Slices, user::User},
};

use super::Site;
use crate::{
    api,
    app::remote::SlotRequest,
    federation::{Error, memo::Output, release::Release, set::ReleaseSet},
};

/// What a slot is to show.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) remote: &'a str,
    pub(super) expose: &'a str,
    pub(super) props: &'a RawValue,
    /// The parameters of the page's route.
    pub(super) params: &'a [(String, String)],
}

impl<'a> From<&'a SlotRequest> for Wanted<'a> {
    fn from(SlotRequest { remote, expose, props, params, .. }: &'a SlotRequest) -> Self {
        Wanted { remote, expose, props, params }
    }
}

/// A slot as the document shows it.
pub(super) struct Filled {
    /// The release, if there is one.
    pub(super) release: Option<Arc<Release>>,
    /// What the server module rendered.
    output: Option<Arc<Output>>,
    /// What it rendered from: the expose, a line feed, the input.
    text: Arc<str>,
}

impl Filled {
    /// What the view said of the page.
    pub(super) fn page(&self) -> Option<&Rendered> {
        self.output.as_ref().map(|output| &output.page)
    }

    /// The view; none where only the skeleton can be shown.
    pub(super) fn html(&self) -> Option<&str> {
        self.output.as_ref().map(|output| output.html.as_str())
    }

    /// Whether the browser is to run the remote's code here.
    pub(super) fn live(&self) -> bool {
        self.page().is_none_or(|page| page.live)
    }

    /// The input as JSON, for hydration.
    pub(super) fn input(&self) -> &str {
        self.text.split_once('\n').map_or("", |(_, json)| json)
    }
}

/// What all slots of one page share.
pub(super) struct Filling<'a> {
    pub(super) site: &'a Site,
    pub(super) releases: &'a ReleaseSet,
    pub(super) user: Option<&'a User>,
    pub(super) path: &'a str,
    pub(super) query: Vec<(String, String)>,
    pub(super) store: &'a Slices,
}

impl Filling<'_> {
    pub(super) async fn fill(&self, wanted: Wanted<'_>) -> Filled {
        let mut input = self.input(wanted);
        let mut text = written(wanted.expose, &input);
        let Some(release) = self.releases.get(wanted.remote).cloned() else {
            return Filled { release: None, output: None, text };
        };
        let output = self.render(&release, wanted.expose, &mut input, &mut text).await.unwrap_or_else(|error| {
            tracing::error!(%error, expose = wanted.expose, "a slot shows its skeleton");
            metrics::counter!("mf_render_failures_total", "remote" => release.manifest.name.clone()).increment(1);
            None
        });
        Filled { release: Some(release), output, text }
    }

    /// Renders, and leaves in `text` what it was rendered from. After a failure that is what the browser begins with.
    async fn render(
        &self,
        release: &Release,
        expose: &str,
        input: &mut Input<&RawValue, Box<RawValue>>,
        text: &mut Arc<str>,
    ) -> Result<Option<Arc<Output>>, Error> {
        let memo = self.site.registry.memo();
        if let Some(call) = &memo.plan(release, text)?.call {
            input.data = api::fetch(&self.site.api, self.user, call).await;
            *text = written(expose, input);
        }
        memo.render(release, text)
    }

    fn input<'w>(&self, wanted: Wanted<'w>) -> Input<&'w RawValue, Box<RawValue>> {
        let request = Request { path: self.path.to_owned(), params: wanted.params.to_vec(), query: self.query.clone() };
        // What a view gets that planned nothing.
        let data = Answer { ok: RawValue::from_string("{}".into()).ok(), problem: None };
        Input { props: wanted.props, request, store: self.store.clone(), data }
    }
}

/// What a server module takes: the expose's name, a line feed, the input as JSON.
fn written(expose: &str, input: &Input<&RawValue, Box<RawValue>>) -> Arc<str> {
    let data = input.data.ok.as_ref().map_or(0, |data| data.get().len());
    let mut text = Vec::with_capacity(expose.len() + input.props.get().len() + data + 1024);
    text.extend_from_slice(expose.as_bytes());
    text.push(b'\n');
    // Plain data of the contract: it can always be written, and always as text.
    let outcome = input.serialize(&mut serde_json::Serializer::new(&mut text));
    outcome.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expose_comes_before_the_input() {
        let props = RawValue::from_string(r#"{"next":null}"#.into()).expect("JSON");
        let data = Answer { ok: RawValue::from_string("[1]".into()).ok(), problem: None };
        let input = Input { props: &*props, request: Request::default(), store: Slices::default(), data };
        let text = written("./LoginForm", &input);
        let filled = Filled { release: None, output: None, text };
        assert!(filled.text.starts_with("./LoginForm\n{\"props\":{\"next\":null},\"request\":{"), "{}", filled.text);
        assert!(filled.input().ends_with(r#""data":{"ok":[1]}}"#), "{}", filled.input());
        assert!(filled.live(), "nothing was rendered: the browser tries");
    }
}
