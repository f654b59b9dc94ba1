using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The orientation of a video source (mediasoup ProducerVideoOrientation; 3GPP TS 26.114 §7.4.5).</summary>
/// <param name="Camera">Whether the source is a camera that faces away from the user.</param>
/// <param name="Flip">Whether the image is mirrored horizontally.</param>
/// <param name="Rotation">Clockwise degrees: 0, 90, 180 or 270.</param>
public sealed record ProducerVideoOrientation(
    [property: JsonPropertyName("camera")] bool Camera,
    [property: JsonPropertyName("flip")] bool Flip,
    [property: JsonPropertyName("rotation")] int Rotation);
