//! Filling slots: plan, data, render. Whatever goes wrong in one, the page still goes out.

use std::sync::Arc;

use axum::http::{Uri, uri::PathAndQuery};
use contract::{slice::Slices, user::User};
use mf_abi::message::{Answer, Input, Rendered, Request};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Site, query, script};
use crate::{
    api,
    app::remote::SlotRequest,
    federation::{
        Error,
        memo::{Data, Key, Output},
        release::Release,
        set::ReleaseSet,
    },
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

    /// The input as JSON, for hydration. No `<` is in it, so that it may stand in a script element.
    pub(super) fn input(&self) -> &str {
        self.text.split_once('\n').map_or("", |(_, json)| json)
    }
}

/// What all slots of one page share.
pub(super) struct Filling<'a> {
    pub(super) site: &'a Site,
    pub(super) releases: &'a ReleaseSet,
    pub(super) user: Option<&'a User>,
    pub(super) uri: &'a Uri,
    pub(super) store: &'a Slices,
    /// The same as JSON.
    pub(super) json: &'a Arc<str>,
}

impl Filling<'_> {
    pub(super) async fn fill(&self, wanted: Wanted<'_>) -> Filled {
        let Some(release) = self.releases.get(wanted.remote) else {
            return Filled { release: None, output: None, text: self.text(wanted, None) };
        };
        let mut data = None;
        let outcome = self.render(release, wanted, &mut data).await;
        let output = outcome.unwrap_or_else(|error| {
            tracing::error!(%error, expose = wanted.expose, "a slot shows its skeleton");
            metrics::counter!("mf_render_failures_total", "remote" => release.manifest.name.clone()).increment(1);
            None
        });
        // After a failure the browser begins with what the server would have.
        let text = output.as_ref().map_or_else(|| self.text(wanted, data.as_ref()), |output| output.text.clone());
        Filled { release: Some(release.clone()), output, text }
    }

    /// Renders, and leaves in `data` what the API answered.
    async fn render(
        &self,
        release: &Release,
        wanted: Wanted<'_>,
        data: &mut Option<Answer<Arc<RawValue>>>,
    ) -> Result<Option<Arc<Output>>, Error> {
        let memo = self.site.registry.memo();
        let mut key = self.key(release, wanted);
        if let Some(call) = &memo.plan(release, &key, || self.text(wanted, None))?.call {
            *data = Some(api::fetch(&self.site.api, self.user, call).await);
        }
        // A refusal is rare, and rendered anew each time.
        let refused = data.as_ref().is_some_and(|data| data.problem.is_some());
        key.data = data.as_ref().and_then(|data| data.ok.clone()).map(Data);
        let key = (!refused).then_some(key);
        if let Some(output) = key.as_ref().and_then(|key| memo.kept(release, key)) {
            return Ok(Some(output));
        }
        memo.render(release, key, &self.text(wanted, data.as_ref()))
    }

    /// Route parameters are not in it: they come of the address.
    fn key(&self, release: &Release, wanted: Wanted<'_>) -> Key {
        Key {
            release: release.id.clone(),
            expose: wanted.expose.to_owned(),
            url: self.uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned(),
            props: wanted.props.get().to_owned(),
            store: self.json.clone(),
            data: None,
        }
    }

    fn text(&self, wanted: Wanted<'_>, data: Option<&Answer<Arc<RawValue>>>) -> Arc<str> {
        let request =
            Request { path: self.uri.path().to_owned(), params: wanted.params.to_vec(), query: query::parse(self.uri.query()) };
        let data = match data {
            Some(Answer { ok, problem }) => Answer { ok: ok.as_deref(), problem: problem.clone() },
            // What a view gets that planned nothing.
            None => Answer { ok: serde_json::from_str("{}").ok(), problem: None },
        };
        written(wanted.expose, &Input { props: wanted.props, request, store: self.store.clone(), data })
    }
}

/// What a server module takes: the expose's name, a line feed, the input as JSON without `<`.
fn written(expose: &str, input: &Input<&RawValue, &RawValue, Slices>) -> Arc<str> {
    let data = input.data.ok.map_or(0, |data| data.get().len());
    let mut json = Vec::with_capacity(input.props.get().len() + data + 1024);
    // Plain data of the contract: it can always be written, and always as text.
    let outcome = input.serialize(&mut serde_json::Serializer::new(&mut json));
    let json = outcome.ok().and_then(|()| String::from_utf8(json).ok()).unwrap_or_default();
    let mut text = String::with_capacity(expose.len() + 1 + json.len());
    text.push_str(expose);
    text.push('\n');
    script::push(&mut text, &json);
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expose_comes_before_the_input_and_nothing_ends_a_script() {
        let props = RawValue::from_string(r#"{"next":"</script>"}"#.into()).expect("JSON");
        let data = RawValue::from_string("[1]".into()).expect("JSON");
        let answer = Answer { ok: Some(&*data), problem: None };
        let input = Input { props: &*props, request: Request::default(), store: Slices::default(), data: answer };
        let text = written("./LoginForm", &input);
        let filled = Filled { release: None, output: None, text };
        assert!(
            filled.text.starts_with("./LoginForm\n{\"props\":{\"next\":\"\\u003c/script>\"},\"request\":{"),
            "{}",
            filled.text
        );
        assert!(filled.input().ends_with(r#""data":{"ok":[1]}}"#), "{}", filled.input());
        assert!(filled.live(), "nothing was rendered: the browser tries");
    }
}
