using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Why a consumer sent nothing although its producer sent media (no mediasoup counterpart).</summary>
[JsonConverter(typeof(WireEnumConverter<MediaWithheldReason>))]
public enum MediaWithheldReason
{
    /// <summary>The sender answers no request with a key frame, for example because its encoder refreshes pictures gradually.</summary>
    [JsonStringEnumMemberName("nokeyframe")]
    NoKeyFrame,

    /// <summary>
    /// Pictures came that a receiver could begin with, of H264, but their parameter sets came neither in the stream nor in the parameter
    /// <c>sprop-parameter-sets</c> of the producer's codec.
    /// </summary>
    [JsonStringEnumMemberName("noparametersets")]
    NoParameterSets,
}
