//! Filling slots: plan, data, render. Whatever goes wrong in one, the page still goes out.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::value::RawValue;
use shared::{
    abi::{Answer, Input, Rendered, Request},
    contract::{slice::Slices, user::User},
};

use super::Site;
use crate::{
    api,
    app::remote::SlotRequest,
    federation::{Error, memo::Output, registry::ReleaseSet, release::Release},
};

/// A slot as the document shows it.
pub(super) struct Filled {
    /// The release, if there is one.
    pub(super) release: Option<Arc<Release>>,
    /// What the server module rendered.
    output: Option<Arc<Output>>,
    /// The input, for hydration.
    pub(super) input: Arc<str>,
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
}

/// What all slots of one page share.
pub(super) struct Filling<'a> {
    pub(super) site: &'a Site,
    pub(super) releases: &'a ReleaseSet,
    pub(super) user: Option<&'a User>,
    pub(super) path: &'a str,
    pub(super) query: BTreeMap<String, String>,
    pub(super) store: &'a Slices,
}

impl Filling<'_> {
    pub(super) async fn fill(&self, index: usize, slot: &SlotRequest) -> Filled {
        let release = self.releases.get(slot.remote).cloned();
        let mut input = self.input(slot);
        let Some(release) = release else {
            return Filled { release: None, output: None, input: text(&input).into() };
        };
        let output = match self.render(&release, &mut input).await {
            Ok((output, input)) => {
                return Filled { release: Some(release), output, input };
            }
            Err(error) => error,
        };
        tracing::error!(error = %output, slot = index, "a slot shows its skeleton");
        metrics::counter!("mf_render_failures_total", "remote" => release.manifest.name.clone()).increment(1);
        Filled { release: Some(release), output: None, input: text(&input).into() }
    }

    async fn render(&self, release: &Release, input: &mut Input) -> Result<(Option<Arc<Output>>, Arc<str>), Error> {
        let memo = self.site.registry.memo();
        let plan = memo.plan(release, &text(input))?;
        for call in &plan.calls {
            input.data.push(self.answer(call).await);
        }
        let input: Arc<str> = text(input).into();
        let output = memo.render(release, &input)?;
        Ok((output, input))
    }

    async fn answer(&self, call: &str) -> Answer {
        api::fetch(&self.site.api, self.user, call).await
    }

    fn input(&self, slot: &SlotRequest) -> Input {
        let request = Request {
            path: self.path.to_owned(),
            params: slot.params.clone(),
            query: self.query.clone(),
            store: self.store.clone(),
        };
        // The props were written by serde_json itself.
        let props = RawValue::from_string(slot.props.clone()).unwrap_or_default();
        Input { expose: slot.expose.to_owned(), props, request, data: Vec::new() }
    }
}

fn text(input: &Input) -> String {
    // Plain data of the contract: it can always be written.
    serde_json::to_string(input).unwrap_or_default()
}
