//! `POST /auth/register`.

use axum::{extract, http::StatusCode};
use contract::{
    problem::Code,
    user::{Credentials, Registration, Role, Session as Answer, User},
};
use tower_sessions::Session;

use super::{email, login, opaque, password};
use crate::api::{Error, Json, Result, State, identity};

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    session: Session,
    Json(registration): Json<Registration>,
) -> Result<(StatusCode, Json<Answer>)> {
    let user = register(&state, &session, registration).await?;
    Ok((StatusCode::CREATED, Json(Answer { user: Some(user) })))
}

/// Makes an account and signs in. Sent twice, by a double tap or because the first answer was lost, it signs in twice.
///
/// # Errors
/// A field breaks a rule, the account can't be made, or the server is busy.
pub(in crate::api) async fn register(state: &State, session: &Session, registration: Registration) -> Result<User> {
    let Registration { name: typed, email, password } = registration;
    let (name, email) = (name(&typed)?, email::parse(&email)?);
    password::check(&opaque::prepared(&password), &email)?;
    let hash = state.hasher().hash(password.clone()).await?;
    let new = User {
        id: uuid::Uuid::now_v7().simple().to_string(),
        email,
        name,
        role: Role::Student,
        subscriptions: vec!["pnle".into()],
    };
    let mut write = state.db().write().await?;
    let is_new = write.add_user(&new, &hash, state.now()).await?;
    write.commit().await?;
    let user = if is_new { new } else { again(state, Credentials { email: new.email, password }).await? };
    identity::sign_in(state, session, &user).await?;
    if is_new {
        metrics::counter!("auth_registrations_total").increment(1);
    }
    Ok(user)
}

/// Whose the account is that is there already. It is a log-in like any other: it counts as a try, so that nobody can guess here
/// what they may not guess there. Whatever is wrong with it, the answer is the same.
async fn again(state: &State, credentials: Credentials) -> Result<User> {
    login::check(state, credentials).await.map_err(|error| match error.public_code() {
        Code::WrongCredentials | Code::TooManyTries => Error::code(Code::AccountNotCreated),
        _ => error,
    })
}

/// The name without spaces around it.
fn name(typed: &str) -> Result<String> {
    let name = typed.trim();
    if (1..=80).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(Error::code(Code::InvalidName))
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_are_what_people_call_themselves() {
        assert_eq!(name("  María Ñ. O'Brien-Cruz ").expect("a name"), "María Ñ. O'Brien-Cruz");
        assert!(name(&"ñ".repeat(80)).is_ok());
        for wrong in ["", "   ", "a\nb", "a\u{0}b", &"x".repeat(81)] {
            assert!(name(wrong).is_err(), "{wrong:?}");
        }
    }
}
