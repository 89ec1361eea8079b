//! `POST /auth/register`.

use axum::{extract, http::StatusCode};
use shared::contract::{
    problem::Code,
    user::{Registration, Role, Session as Answer, User},
};
use tower_sessions::Session;

use super::{email, password};
use crate::api::{Error, Json, Result, State, identity};

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    session: Session,
    Json(registration): Json<Registration>,
) -> Result<(StatusCode, Json<Answer>)> {
    let user = register(&state, &session, registration).await?;
    Ok((StatusCode::CREATED, Json(Answer { user: Some(user) })))
}

/// Makes an account and signs in.
///
/// # Errors
/// A field breaks a rule, the account can't be made, or the server is busy.
pub(in crate::api) async fn register(state: &State, session: &Session, registration: Registration) -> Result<User> {
    let name = name(&registration.name)?;
    let email = email::parse(&registration.email)?;
    password::check(&registration.password, &email)?;
    // Before the look at the table: an address that is taken must not be told by a quicker answer.
    let hash = state.hasher().hash(registration.password).await?;
    let user = User {
        id: uuid::Uuid::now_v7().simple().to_string(),
        email,
        name,
        role: Role::Student,
        subscriptions: vec!["pnle".into()],
    };
    let mut write = state.db().write().await?;
    if !write.add_user(&user, &hash, state.now()).await? {
        return Err(Error::code(Code::AccountNotCreated));
    }
    write.commit().await?;
    identity::sign_in(state, session, &user).await?;
    metrics::counter!("auth_registrations_total").increment(1);
    Ok(user)
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
