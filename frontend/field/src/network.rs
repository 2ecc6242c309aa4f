//! Speaking with the server: what came back is sorted into what it means. Only an envelope of ours
//! counts; everything else says why something waits.

use app::routes::sync_api;
use domain::PersonId;
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use sync::wire::{
    HAND_OVER_HEADER, PHOTO_HEADER, REFUSAL, Refusal, TUS, TUS_VERSION, UPLOAD_OFFSET, photo_envelope,
};
use uuid::Uuid;

/// What became of a request.
pub enum Answer<T> {
    /// An envelope of ours.
    Ours(T),
    /// A refusal of ours.
    Refused(Refusal),
    /// Nobody is signed in any more.
    SignIn,
    /// The server asks for patience; seconds.
    Busy(u32),
    /// Something cheerful that is not ours: a captive portal.
    Portal,
    /// A status we do not know.
    Odd(u16),
    /// Nothing came back.
    NoSignal,
}

/// Posts JSON and expects one of our envelopes.
pub async fn post<T: DeserializeOwned>(to: &str, body: &impl Serialize) -> Answer<T> {
    post_for(to, body, None).await
}

/// The same for a tablet that may have to hand its work over without anybody signed in.
pub async fn post_for<T: DeserializeOwned>(
    to: &str,
    body: &impl Serialize,
    hand_over: Option<String>,
) -> Answer<T> {
    let Ok(json) = serde_json::to_string(body) else {
        return Answer::Odd(0);
    };
    let mut request = Request::post(to).header("content-type", "application/json");
    if let Some(token) = hand_over {
        request = request.header(HAND_OVER_HEADER, &token);
    }
    let Ok(request) = request.body(json) else {
        return Answer::Odd(0);
    };
    sort(request.send().await).await
}

/// Gets one of our envelopes.
pub async fn get<T: DeserializeOwned>(from: &str) -> Answer<T> {
    sort(Request::get(from).send().await).await
}

/// A file of the app itself: from the kept set, so also without signal.
pub async fn app_file(address: &'static str) -> Result<String, String> {
    const MISSING: &str =
        "This part of the app is not on this tablet. Connect to the server once, then try again.";
    match Request::get(address).send().await {
        Ok(response) if response.ok() => response.text().await.map_err(|_| MISSING.to_owned()),
        _ => Err(MISSING.to_owned()),
    }
}

/// What came of asking for a questionnaire.
pub enum Form {
    /// Its text.
    Here(String),
    /// The server sent one that this app cannot read, or knows none.
    NotReadable,
    /// The server was not reached, or something else answered.
    NotReached,
}

/// Gets a questionnaire as text.
pub async fn form(id: &str, version: &str) -> Form {
    let Ok(response) = Request::get(&format!("{}/{id}/{version}", sync_api::FORMS)).send().await else {
        return Form::NotReached;
    };
    match response.status() {
        404 => return Form::NotReadable,
        200 => {}
        _ => return Form::NotReached,
    }
    // A portal's page is no questionnaire; the engine has the last word on what is one.
    match response.text().await {
        Ok(text) if forms::Definition::parse(&text).is_ok() => Form::Here(text),
        Ok(text) if text.trim_start().starts_with('{') => Form::NotReadable,
        _ => Form::NotReached,
    }
}

/// Asks where a photo goes on.
pub async fn photo_progress(at: &str, sha256: &str, hand_over: Option<String>) -> Answer<u64> {
    let request = for_photo(RequestBuilder::new(at).method(Method::HEAD), hand_over);
    match request.send().await {
        Ok(response) => photo_offset(response, sha256).await,
        Err(_) => Answer::NoSignal,
    }
}

/// Sends a part of a photo; gives where the next one begins.
pub async fn send_photo_part(
    at: &str,
    sha256: &str,
    offset: u64,
    part: &[u8],
    hand_over: Option<String>,
) -> Answer<u64> {
    let request = for_photo(Request::patch(at), hand_over)
        .header("content-type", "application/offset+octet-stream")
        .header(UPLOAD_OFFSET, &offset.to_string());
    let Ok(request) = request.body(js_sys::Uint8Array::from(part)) else {
        return Answer::Odd(0);
    };
    match request.send().await {
        Ok(response) => photo_offset(response, sha256).await,
        Err(_) => Answer::NoSignal,
    }
}

/// Gets the bytes of a photo; none when the server has not got it or was not reached.
pub async fn photo(from: &str, sha256: &str) -> Option<Vec<u8>> {
    let response = Request::get(from).send().await.ok()?;
    let is_ours = response.status() == 200 && names_photo(&response, sha256);
    if is_ours { response.binary().await.ok() } else { None }
}

/// Gets a document that the server makes as a file. A page of somebody else's is none.
pub async fn document(from: &str) -> Answer<Vec<u8>> {
    let Ok(response) = Request::get(from).send().await else {
        return Answer::NoSignal;
    };
    let kind = response.headers().get("content-type").unwrap_or_default();
    match response.status() {
        200 if !kind.starts_with("application/") || kind.starts_with("application/json") => Answer::Portal,
        200 => response.binary().await.map_or(Answer::NoSignal, Answer::Ours),
        _ => sort(Ok(response)).await,
    }
}

fn for_photo(request: RequestBuilder, hand_over: Option<String>) -> RequestBuilder {
    let request = request.header(TUS, TUS_VERSION);
    match hand_over {
        Some(token) => request.header(HAND_OVER_HEADER, &token),
        None => request,
    }
}

fn names_photo(response: &Response, sha256: &str) -> bool {
    response.headers().get(PHOTO_HEADER) == Some(photo_envelope(sha256))
}

/// Where the next part begins, if the answer is ours and about this photo.
async fn photo_offset(response: Response, sha256: &str) -> Answer<u64> {
    let offset = response.headers().get(UPLOAD_OFFSET).and_then(|offset| offset.parse().ok());
    match (response.status(), offset) {
        (200 | 204, Some(offset)) if names_photo(&response, sha256) => Answer::Ours(offset),
        (200 | 204, _) => Answer::Portal,
        // An answer to HEAD has no words of its own.
        (404, _) if names_photo(&response, sha256) => {
            Answer::Refused(refusal("not-found", "The server does not know of this photo."))
        }
        (410, _) if names_photo(&response, sha256) => {
            Answer::Refused(refusal("removed", "This photo was removed: it was not agreed to."))
        }
        (409, _) if names_photo(&response, sha256) => {
            Answer::Refused(refusal("offset", "The next part begins elsewhere."))
        }
        _ => sort(Ok(response)).await,
    }
}

fn refusal(code: &str, reason: &str) -> Refusal {
    Refusal {
        envelope: REFUSAL.to_owned(),
        code: code.to_owned(),
        reason: reason.to_owned(),
        expected_seq: None,
        epoch: None,
    }
}

/// Ends the session and leaves this tablet; false when the server could not be reached.
pub async fn end_session(tablet: Uuid) -> bool {
    let sent = Request::post(&format!("{}?tablet={tablet}", sync_api::SIGN_OUT)).send().await;
    sent.is_ok_and(|response| response.status() == 204 || response.status() == 401)
}

/// Asks for a covered code: place and code, or words why not.
pub async fn access_code(person: PersonId, why: String) -> Result<(String, String), String> {
    let to = format!("{}/{person}/access-code", sync_api::PEOPLE);
    match post::<(String, String)>(&to, &why).await {
        Answer::Ours(code) => Ok(code),
        Answer::Refused(refusal) => Err(refusal.reason),
        Answer::SignIn => Err("Sign in to see the code.".to_owned()),
        _ => Err("The code is not kept on this tablet. It needs signal.".to_owned()),
    }
}

/// Asks for the server's half of a tablet's key, to open a recovery file of that tablet; or words why not.
pub async fn recovery_secret(tablet: Uuid) -> Result<String, String> {
    match post::<String>(&sync_api::recovery(tablet), &()).await {
        Answer::Ours(secret) => Ok(secret),
        Answer::Refused(refusal) if refusal.code == "not-found" => {
            Err("This file is of somebody else, or of another service.".to_owned())
        }
        Answer::Refused(refusal) => Err(refusal.reason),
        Answer::SignIn => Err("Your sign-in has run out. Sign in, then open the file again.".to_owned()),
        _ => Err("Opening the file needs the server once. Try again with signal.".to_owned()),
    }
}

async fn sort<T: DeserializeOwned>(sent: Result<Response, gloo_net::Error>) -> Answer<T> {
    let Ok(response) = sent else {
        return Answer::NoSignal;
    };
    let status = response.status();
    let retry_after = response.headers().get("retry-after").and_then(|seconds| seconds.parse().ok());
    let Ok(text) = response.text().await else {
        return Answer::NoSignal;
    };
    match status {
        // From bytes, as the store reads: one reader in the bundle, not two.
        200 => match serde_json::from_slice(text.as_bytes()) {
            Ok(ours) => Answer::Ours(ours),
            Err(_) => Answer::Portal,
        },
        401 => Answer::SignIn,
        429 => Answer::Busy(retry_after.unwrap_or(30)),
        _ => match serde_json::from_slice::<Refusal>(text.as_bytes()) {
            Ok(refusal) if refusal.envelope == REFUSAL => Answer::Refused(refusal),
            _ => Answer::Odd(status),
        },
    }
}
