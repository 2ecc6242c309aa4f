//! What a camera gives, made into what is kept: upright, at most 1,600 pixels long, a JPEG with nothing
//! in it but the picture. The file that the camera gave is never kept, nor its name.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// Longest side of what is kept, in pixels.
const LONGEST_SIDE: f64 = 1600.0;
/// Quality of the JPEG, of 1: a photo of 1,600 pixels takes 200 to 500 kB.
const QUALITY: f64 = 0.82;
/// Side of the small copy in which it is looked whether there is a picture at all, in pixels.
const LOOK: u32 = 32;

const EMPTY: &str = "The camera gave an empty picture. Take it again.";
const UNREADABLE: &str =
    "This file is no picture that can be read here. Take a photo, or choose a JPEG or PNG.";

/// The photo as it is kept, or words why not.
pub async fn prepared(file: File) -> Result<Vec<u8>, String> {
    let bitmap = decoded(&file).await.ok_or(UNREADABLE)?;
    let (width, height) = scaled(bitmap.width(), bitmap.height()).ok_or(EMPTY)?;
    // Only ever as large as what is kept: some tablets give a black picture for a larger canvas, and no error.
    let canvas = canvas(width, height).ok_or(EMPTY)?;
    let drawn = context(&canvas).and_then(|context| {
        context
            .draw_image_with_image_bitmap_and_dw_and_dh(
                &bitmap,
                0.0,
                0.0,
                f64::from(width),
                f64::from(height),
            )
            .ok()
    });
    bitmap.close();
    drawn.ok_or(EMPTY)?;
    match is_blank(&canvas) {
        true => Err(EMPTY.to_owned()),
        false => jpeg(&canvas).await.ok_or_else(|| EMPTY.to_owned()),
    }
}

/// The picture as it is seen: turned as the camera was held.
async fn decoded(file: &File) -> Option<ImageBitmap> {
    let promise = window().create_image_bitmap_with_blob(file).ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

fn scaled(width: u32, height: u32) -> Option<(u32, u32)> {
    let longest = f64::from(width.max(height));
    let by = (LONGEST_SIDE / longest).min(1.0);
    let side = |pixels: u32| (f64::from(pixels) * by).round().max(1.0) as u32;
    (width > 0 && height > 0).then(|| (side(width), side(height)))
}

fn canvas(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    Some(canvas)
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// True when every place has exactly the same colour: no camera sees that.
fn is_blank(picture: &HtmlCanvasElement) -> bool {
    let pixels = canvas(LOOK, LOOK).and_then(|small| {
        let context = context(&small)?;
        let side = f64::from(LOOK);
        context.draw_image_with_html_canvas_element_and_dw_and_dh(picture, 0.0, 0.0, side, side).ok()?;
        Some(context.get_image_data(0.0, 0.0, side, side).ok()?.data().0)
    });
    // What cannot be looked at is kept.
    pixels.is_some_and(|pixels| pixels.chunks(4).all(|pixel| Some(pixel) == pixels.get(..4)))
}

async fn jpeg(canvas: &HtmlCanvasElement) -> Option<Vec<u8>> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let asked = canvas.to_blob_with_type_and_encoder_options(
            done.unchecked_ref(),
            "image/jpeg",
            &JsValue::from_f64(QUALITY),
        );
        if asked.is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    let blob: Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    (!bytes.is_empty()).then_some(bytes)
}
