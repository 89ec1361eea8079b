//! What is wrong with a form, and where that is said.

use contract::problem::Code;
use leptos::prelude::*;
use mf_remote::{host::Failure, live, server_part, server_text};
use ui_components::{Glyph, Icon};

/// Where a complaint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Name,
    Email,
    Password,
    /// Above the button: it concerns no field, or more than one.
    Form,
}

/// What is typed in a form.
pub(crate) struct Typed<'a> {
    /// None in the log-in form, which doesn't ask for it.
    pub(crate) name: Option<&'a str>,
    pub(crate) email: &'a str,
    pub(crate) password: &'a str,
}

/// A sentence for each [`Place`] that needs one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Complaints([Option<String>; 4]);

impl Complaints {
    /// The sentence for `place`.
    #[cfg(feature = "ssr")]
    pub(crate) fn at(&self, place: Place) -> Option<&str> {
        self.0[place as usize].as_deref()
    }

    /// The first place that has one.
    pub(crate) fn first(&self) -> Option<Place> {
        [Place::Name, Place::Email, Place::Password, Place::Form].into_iter().find(|place| self.0[*place as usize].is_some())
    }

    fn add(&mut self, place: Place, sentence: impl Into<String>) {
        self.0[place as usize] = Some(sentence.into());
    }

    fn only(place: Place, sentence: impl Into<String>) -> Self {
        let mut complaints = Complaints::default();
        complaints.add(place, sentence);
        complaints
    }

    /// The server has signed somebody in, and then knew nobody.
    pub(crate) fn no_cookies() -> Self {
        Complaints::only(Place::Form, Code::NoCookies.sentence())
    }

    /// What can be seen without asking the server. It knows better, so this is no stricter than it.
    pub(crate) fn of_typed(typed: &Typed) -> Self {
        let mut complaints = Complaints::default();
        if typed.name.is_some_and(is_blank) {
            complaints.add(Place::Name, Code::InvalidName.sentence());
        }
        if !typed.email.bytes().any(|byte| byte == b'@') {
            complaints.add(Place::Email, Code::InvalidEmail.sentence());
        }
        // A letter has a byte at least.
        if typed.name.is_some() && typed.password.len() < 8 {
            complaints.add(Place::Password, Code::WeakPassword.sentence());
        } else if typed.password.is_empty() {
            complaints.add(Place::Password, "Please enter your password.");
        }
        complaints
    }

    /// What the page's address says after a plain form failed.
    pub(crate) fn of_query(error: &str, retry_after: impl Fn() -> Option<u32>, register: bool) -> Self {
        let sentence = server_text(|| match Code::named(error) {
            Some(code) => [code.sentence(), &wait(retry_after())].concat(),
            None => "That did not work. Please try again.".into(),
        });
        Complaints::only(place_of(|code| error == code.name(), register), sentence)
    }

    /// What the API's answer says.
    pub(crate) fn of_failure(failure: &Failure, register: bool) -> Self {
        match failure {
            Failure::Problem(problem) => {
                let sentence = problem.detail.clone() + &wait(problem.retry_after);
                Complaints::only(place_of(|code| problem.name() == Some(code.name()), register), sentence)
            }
            _ => Complaints::only(Place::Form, sentence(failure)),
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte == b' ')
}

fn place_of(is: impl Fn(Code) -> bool, register: bool) -> Place {
    if register && is(Code::InvalidName) {
        Place::Name
    } else if is(Code::InvalidEmail) {
        Place::Email
    } else if is(Code::WeakPassword) {
        Place::Password
    } else {
        Place::Form
    }
}

/// How long to wait, as a sentence to be appended; empty where the server didn't say.
fn wait(seconds: Option<u32>) -> String {
    match seconds {
        None | Some(0) => String::new(),
        Some(1) => " You can try again in 1 second.".into(),
        Some(seconds @ 2..=90) => [" You can try again in ", &seconds.to_string(), " seconds."].concat(),
        Some(seconds) => [" You can try again in ", &seconds.div_ceil(60).to_string(), " minutes."].concat(),
    }
}

/// What a failure says where there are no fields.
pub(crate) fn sentence(failure: &Failure) -> String {
    match failure {
        // The common sentence promises to try again by itself; a form doesn't.
        Failure::Offline => {
            "You seem to be offline. What you typed is still here: please try again when you are connected.".into()
        }
        _ => failure.sentence(),
    }
}

/// Complaints as the form shows them, a signal a place.
#[derive(Clone, Copy)]
pub(crate) struct Shown([RwSignal<Option<String>>; 4]);

impl Shown {
    pub(crate) fn new(complaints: Complaints) -> Self {
        Shown(complaints.0.map(RwSignal::new))
    }

    /// The sentence for `place`.
    pub(crate) fn at(self, place: Place) -> RwSignal<Option<String>> {
        self.0[place as usize]
    }

    pub(crate) fn set(self, complaints: Complaints) {
        for (place, sentence) in self.0.into_iter().zip(complaints.0) {
            place.set(sentence);
        }
    }
}

/// A complaint about the form as a whole, read out at once.
pub(crate) fn form_alert(sentence: RwSignal<Option<String>>) -> impl IntoView {
    view! {
        <div class="ui-alert ui-alert--danger" hidden=live(move || sentence.with(Option::is_none))>
            {server_part(|| view! { <Icon glyph=Glyph::Warning /> })}
            <p role="alert" translate="no">{live(move || sentence.get().unwrap_or_default())}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use contract::problem::Problem;

    use super::*;

    fn typed<'a>(name: Option<&'a str>, email: &'a str, password: &'a str) -> Complaints {
        Complaints::of_typed(&Typed { name, email, password })
    }

    #[test]
    fn a_log_in_needs_an_address_and_any_password() {
        assert_eq!(typed(None, " ana@example.ph ", "x").first(), None);
        assert_eq!(typed(None, "ana", "x").first(), Some(Place::Email));
        assert_eq!(typed(None, "", "x").first(), Some(Place::Email));
        assert!(typed(None, "ana@example.ph", "").at(Place::Password).is_some());
    }

    #[test]
    fn a_registration_hears_about_all_its_fields_at_once() {
        let complaints = typed(Some("  "), "ana", "1234567");
        assert_eq!(complaints.first(), Some(Place::Name));
        assert!(complaints.at(Place::Email).is_some() && complaints.at(Place::Password).is_some());
        assert_eq!(typed(Some("Ñ"), "ana@example.ph", "ññññññññ").first(), None);
    }

    #[test]
    fn answers_stand_where_they_belong() {
        let problem = |code: Code, detail: &str, retry_after| {
            let kind = ["/problems/", code.name()].concat();
            Failure::Problem(Problem { kind, title: String::new(), status: code.status(), detail: detail.into(), retry_after })
        };
        let weak = Complaints::of_failure(&problem(Code::WeakPassword, "Many people use it.", None), true);
        assert_eq!(weak.at(Place::Password), Some("Many people use it."));
        let many = Complaints::of_failure(&problem(Code::TooManyTries, "", Some(150)), false);
        assert!(many.at(Place::Form).is_some_and(|text| text.ends_with("in 3 minutes.")));
        assert!(Complaints::of_failure(&Failure::Offline, false).at(Place::Form).is_some_and(|text| text.contains("offline")));
    }

    #[test]
    fn a_log_in_form_has_no_place_for_a_name() {
        assert_eq!(Complaints::of_query("invalid-name", || None, false).first(), Some(Place::Form));
        assert_eq!(Complaints::of_query("invalid-name", || None, true).first(), Some(Place::Name));
        assert_eq!(Complaints::of_query("no-such-code", || None, true).first(), Some(Place::Form));
    }
}
