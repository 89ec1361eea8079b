//! The document: head with release set, preloads and loader; body with the slots filled in.

use std::{collections::BTreeMap, fmt::Write as _, sync::LazyLock};

use contract::{Slices, slice::Theme};
use mf_abi::{manifest::File, slice::Declared};
use serde_json::json;

use super::{Site, install, script, slots::Filled};
use crate::{
    app::{
        OutlineParts,
        remote::{SlotRequest, marker},
    },
    federation::{release::Release, set::ReleaseSet},
};

/// The product's name, in titles.
const PRODUCT: &str = "Lampara";

/// Everything that a document is made of.
pub(super) struct Page<'a> {
    pub(super) site: &'a Site,
    pub(super) theme: Theme,
    /// The shared store, as JSON.
    pub(super) store: &'a str,
    pub(super) outline: &'a OutlineParts,
    pub(super) releases: &'a ReleaseSet,
    pub(super) slots: &'a [Filled],
    pub(super) nonce: &'a str,
}

impl Page<'_> {
    /// The whole document.
    pub(super) fn write(&self, shell: &str) -> String {
        let slots: usize = self.slots.iter().map(|slot| slot.input().len() + slot.html().map_or(512, str::len)).sum();
        let mut out = String::with_capacity(shell.len() + slots + 8192);
        let rendered = self.slots.iter().find_map(|slot| slot.page()?.title.as_deref());
        let title = rendered.unwrap_or(&self.outline.title);
        let _ = write!(
            out,
            "<!DOCTYPE html><html lang=\"en\" data-theme=\"{}\" data-route=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1,viewport-fit=cover\"><title>{} · {PRODUCT}</title>\
             <meta name=\"color-scheme\" content=\"light dark\">{}{}",
            self.theme.name(),
            self.outline.route,
            escape(title),
            install::colours(self.theme),
            install::LINKS,
        );
        self.styles(&mut out);
        self.preloads(&mut out);
        self.page_data(&mut out);
        if let Some((base, glue)) = self.file("loader", |release| release.manifest.files.glue.as_ref()) {
            let _ = write!(
                out,
                "<script type=\"module\" nonce=\"{}\" src=\"{base}{}\" integrity=\"{}\" crossorigin=\"anonymous\"></script>",
                self.nonce, glue.path, glue.integrity
            );
        }
        self.outbox(&mut out);
        self.overlay(&mut out);
        out.push_str("</head><body>");
        let mut rest = shell;
        for (index, (request, slot)) in self.outline.slots.iter().zip(self.slots).enumerate() {
            let marker = marker(index);
            let Some((before, after)) = rest.split_once(marker.as_str()) else {
                continue;
            };
            out.push_str(before);
            self.slot(&mut out, index, request, slot);
            rest = after;
        }
        out.push_str(rest);
        out.push_str("</body></html>");
        out
    }

    fn file<'r>(&'r self, name: &str, pick: impl Fn(&'r Release) -> Option<&'r File>) -> Option<(String, &'r File)> {
        let release = self.releases.get(name)?;
        Some((self.site.registry.bases(release).into_iter().next()?, pick(release)?))
    }

    /// The design system's stylesheet, and those of the remotes on this page.
    fn styles(&self, out: &mut String) {
        let names = std::iter::once("ui-components")
            .chain(self.outline.slots.iter().map(|slot| slot.remote).filter(|name| *name != "ui-components"));
        for name in names {
            if let Some((base, style)) = self.file(name, |release| release.manifest.files.style.as_ref()) {
                let _ = write!(
                    out,
                    "<link rel=\"stylesheet\" href=\"{base}{}\" integrity=\"{}\" crossorigin=\"anonymous\">",
                    style.path, style.integrity
                );
            }
        }
    }

    /// What the slots of this page need, requested before the loader runs. Documents need no code.
    fn preloads(&self, out: &mut String) {
        let mut seen: Vec<&str> = Vec::new();
        for (slot, _) in self.outline.slots.iter().zip(self.slots).filter(|(_, filled)| filled.live()) {
            if seen.contains(&slot.remote) {
                continue;
            }
            seen.push(slot.remote);
            if let Some((base, client)) = self.file(slot.remote, |release| release.manifest.files.client.as_ref()) {
                let _ = write!(
                    out,
                    "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{base}{}\" crossorigin=\"anonymous\">",
                    client.path
                );
            }
            if let Some((base, glue)) = self.file(slot.remote, |release| release.manifest.files.glue.as_ref()) {
                let _ = write!(
                    out,
                    "<link rel=\"modulepreload\" href=\"{base}{}\" integrity=\"{}\" crossorigin=\"anonymous\" nonce=\"{}\">",
                    glue.path, glue.integrity, self.nonce
                );
            }
        }
    }

    /// The outbox, for the page that is certain to use it.
    fn outbox(&self, out: &mut String) {
        if self.outline.route == "exam"
            && let Some((base, outbox)) = self.file("loader", |release| release.manifest.files.outbox.as_ref())
        {
            let _ = write!(
                out,
                "<link rel=\"modulepreload\" href=\"{base}{}\" integrity=\"{}\" crossorigin=\"anonymous\" nonce=\"{}\">",
                outbox.path, outbox.integrity, self.nonce
            );
        }
    }

    /// Development mode: the shell's own wasm, which shows compile errors and passes rebuilt remotes to the loader.
    fn overlay(&self, out: &mut String) {
        if self.site.dev {
            let _ = write!(
                out,
                "<script type=\"module\" nonce=\"{}\">import init from '/pkg/container.js';init({{module_or_path:'/pkg/container.wasm'}});</script>",
                self.nonce
            );
        }
    }

    fn slot(&self, out: &mut String, index: usize, request: &SlotRequest, slot: &Filled) {
        let version = slot.release.as_ref().map(|release| release.manifest.version.to_string()).unwrap_or_default();
        let state = match (&slot.release, slot.html()) {
            (None, _) => "failed",
            (_, Some(_)) => "server",
            (_, None) => "loading",
        };
        let _ = write!(
            out,
            "<div class=\"mf-slot\" id=\"mf-{index}\" data-mf-remote=\"{}\" data-mf-expose=\"{}\" data-mf-version=\"{version}\" data-mf-state=\"{state}\"{}>",
            request.remote,
            request.expose,
            if slot.live() { "" } else { " data-mf-live=\"no\"" },
        );
        match (state, slot.html()) {
            (_, Some(html)) => out.push_str(html),
            ("loading", None) => out.push_str(SKELETON),
            _ => self.unavailable(out, request),
        }
        out.push_str("</div>");
        if !slot.live() {
            return;
        }
        let _ = write!(out, "<script type=\"application/json\" data-mf-input=\"mf-{index}\">");
        out.push_str(slot.input());
        out.push_str("</script>");
        if let Some(fallback) = &request.fallback {
            let _ = write!(out, "<template data-mf-fallback=\"mf-{index}\">{fallback}</template>");
        }
    }

    /// No release of the remote can run: says so without scripts too.
    fn unavailable(&self, out: &mut String, request: &SlotRequest) {
        let reason = self.releases.refusal(request.remote).unwrap_or("It has not been published yet.");
        let _ = write!(
            out,
            "<section class=\"mf-error\" role=\"alert\"><div><h1 class=\"mf-error__title\">This part of the page is not available</h1>\
             <p class=\"mf-error__reason\">{}</p></div></section>",
            escape(reason)
        );
    }

    /// What the loader knows of the page. All but a few members are ready.
    fn page_data(&self, out: &mut String) {
        let names = self.outline.slots.iter().map(|slot| slot.remote);
        let refused: BTreeMap<&str, &str> = names.filter_map(|name| Some((name, self.releases.refusal(name)?))).collect();
        out.push_str("<script type=\"application/json\" id=\"mf-page\">{");
        script::push(out, self.releases.members());
        out.push_str(",\"slices\":");
        script::push(out, slices());
        out.push_str(",\"store\":");
        script::push(out, self.store);
        out.push_str(",\"refused\":");
        script::push(out, &json!(refused).to_string());
        let _ = write!(out, ",\"now\":{},\"dev\":{}}}</script>", self.site.api.now(), self.site.dev);
    }
}

/// What the loader has to know of the store, as JSON.
fn slices() -> &'static str {
    static DECLARED: LazyLock<String> = LazyLock::new(|| {
        let declared: BTreeMap<&str, &Declared> = Slices::DECLARED.iter().map(|slice| (slice.name, slice)).collect();
        json!(declared).to_string()
    });
    &DECLARED
}

const SKELETON: &str = "<div class=\"mf-skeleton\" role=\"status\"><span class=\"visually-hidden\">Loading…</span>\
    <span class=\"mf-skeleton__line mf-skeleton__line--title\"></span><span class=\"mf-skeleton__line\"></span>\
    <span class=\"mf-skeleton__line mf-skeleton__line--short\"></span><span class=\"mf-skeleton__line mf-skeleton__line--block\"></span></div>";

/// Text for an element or a quoted attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
