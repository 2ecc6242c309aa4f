//! Photos on their way in, by tus 1.0 (core protocol: HEAD tells where to go on, PATCH brings the next
//! part), and on their way out. Everything is decided in `records`.

use super::refusal::{No, caller, hand_over_token, sign_in_first};
use app::server::Service;
use axum::{
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Actor, VisitId};
use futures_util::StreamExt;
use records::{PartFailure, PhotoProgress, RecordsError};
use serde::Deserialize;
use std::time::Duration;
use sync::wire::{
    PHOTO_HEADER, PHOTO_PART_LIMIT, TUS, TUS_VERSION, UPLOAD_LENGTH, UPLOAD_OFFSET, photo_envelope,
};
use uuid::Uuid;

/// What tus calls the kind of a part.
const PART_TYPE: &str = "application/offset+octet-stream";

/// How long a part is waited for: what came over a slow line until then is kept.
const PATIENCE: Duration = Duration::from_secs(40);

/// Which photo.
#[derive(Deserialize)]
pub struct Which {
    visit: VisitId,
    sha256: String,
}

/// From which tablet, when nobody is signed in on it any more.
#[derive(Deserialize)]
pub struct From {
    tablet: Option<Uuid>,
}

/// Tells where a photo goes on.
pub async fn progress(
    State(service): State<Service>,
    headers: HeaderMap,
    Path(which): Path<Which>,
    Query(from): Query<From>,
) -> Response {
    let told = async {
        let actor = sender(&service, &headers, &from).await?;
        service.records.photo_progress(&actor, which.visit, &which.sha256).await.map_err(refused)
    };
    answer(&which, told.await, StatusCode::OK)
}

/// Takes the next part. Of one that is cut off on the way, what arrived is kept.
pub async fn part(
    State(service): State<Service>,
    headers: HeaderMap,
    Path(which): Path<Which>,
    Query(from): Query<From>,
    body: Body,
) -> Response {
    let taken = async {
        let actor = sender(&service, &headers, &from).await?;
        let offset = offset_of(&headers)?;
        let part = arrived(body).await?;
        let taken = service.records.take_photo_part(&actor, which.visit, &which.sha256, offset, part);
        taken.await.map_err(refused)
    };
    answer(&which, taken.await, StatusCode::NO_CONTENT)
}

/// Shows a photo to somebody who may read its visit.
pub async fn photo(
    State(service): State<Service>,
    headers: HeaderMap,
    Path(which): Path<Which>,
) -> Result<Response, No> {
    let caller = caller(&service, &headers).await?;
    let bytes = service.records.photo(&caller.actor, which.visit, &which.sha256).await?;
    let headers = [
        (header::CONTENT_TYPE, forms::PHOTO_TYPE.to_owned()),
        (HeaderName::from_static(PHOTO_HEADER), photo_envelope(&which.sha256)),
    ];
    Ok((headers, bytes).into_response())
}

/// On whose behalf: of who is signed in, or of the owner of a tablet that hands over.
async fn sender(service: &Service, headers: &HeaderMap, from: &From) -> Result<Actor, No> {
    if headers.get(TUS).is_none_or(|version| version != TUS_VERSION) {
        return Err(No::because(StatusCode::PRECONDITION_FAILED, "tus", "Send Tus-Resumable: 1.0.0."));
    }
    let no = match caller(service, headers).await {
        Ok(caller) => return Ok(caller.actor),
        Err(no) => no,
    };
    match hand_over_token(headers).zip(from.tablet) {
        Some((token, tablet)) => {
            let actor = service.records.handing_over_for(token, tablet).await;
            actor.map_err(|error| match error {
                RecordsError::NotFound => sign_in_first(),
                other => other.into(),
            })
        }
        None => Err(no),
    }
}

fn offset_of(headers: &HeaderMap) -> Result<u64, No> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != PART_TYPE) {
        let words = format!("Send parts as {PART_TYPE}.");
        return Err(No::because(StatusCode::UNSUPPORTED_MEDIA_TYPE, "type", words));
    }
    let offset = headers.get(UPLOAD_OFFSET).and_then(|text| text.to_str().ok()?.parse().ok());
    offset.ok_or_else(|| {
        No::because(StatusCode::BAD_REQUEST, "offset", "Say with Upload-Offset where it begins.")
    })
}

/// All of the body, or as much as came before the connection broke or time was up.
async fn arrived(body: Body) -> Result<Bytes, No> {
    let mut stream = body.into_data_stream();
    let mut all = Vec::new();
    let until = tokio::time::Instant::now() + PATIENCE;
    while let Ok(Some(Ok(bytes))) = tokio::time::timeout_at(until, stream.next()).await {
        all.extend_from_slice(&bytes);
        if all.len() > PHOTO_PART_LIMIT {
            let words = format!("A part has at most {PHOTO_PART_LIMIT} bytes.");
            return Err(No::because(StatusCode::PAYLOAD_TOO_LARGE, "too-large", words));
        }
    }
    Ok(all.into())
}

fn refused(failure: PartFailure) -> No {
    // 460 is what tus has for bytes that are not those announced.
    let other_bytes = StatusCode::from_u16(460).unwrap_or(StatusCode::CONFLICT);
    match failure {
        PartFailure::Offset(offset) => {
            No::because(StatusCode::CONFLICT, "offset", "The next part begins elsewhere.").expecting(offset)
        }
        PartFailure::OtherBytes => {
            No::because(other_bytes, "other-bytes", "These are not the bytes that were announced.")
        }
        PartFailure::NoPicture => No::because(
            StatusCode::UNPROCESSABLE_ENTITY,
            "no-picture",
            "This is no picture that can be read.",
        ),
        PartFailure::Records(RecordsError::Refused(words)) => No::because(StatusCode::GONE, "removed", words),
        PartFailure::Records(error) => error.into(),
    }
}

/// The answer with the headers by which a tablet knows that it is ours, about this photo.
fn answer(which: &Which, told: Result<PhotoProgress, No>, fine: StatusCode) -> Response {
    let number = |n: u64| HeaderValue::from(n);
    let mut response = match told {
        Ok(progress) => {
            let told = [(UPLOAD_OFFSET, number(progress.offset)), (UPLOAD_LENGTH, number(progress.size))];
            (fine, told.map(|(name, value)| (HeaderName::from_static(name), value))).into_response()
        }
        Err(no) => {
            let offset = no.expected();
            let mut response = no.into_response();
            if let Some(offset) = offset {
                response.headers_mut().insert(UPLOAD_OFFSET, number(offset));
            }
            response
        }
    };
    response.headers_mut().insert(TUS, HeaderValue::from_static(TUS_VERSION));
    if let Ok(envelope) = HeaderValue::from_str(&photo_envelope(&which.sha256)) {
        response.headers_mut().insert(PHOTO_HEADER, envelope);
    }
    response
}
