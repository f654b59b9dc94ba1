using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The kind of an RTP observer (mediasoup RtpObserverType).</summary>
[JsonConverter(typeof(WireEnumConverter<RtpObserverType>))]
public enum RtpObserverType
{
    /// <summary>Tells who speaks.</summary>
    [JsonStringEnumMemberName("activespeaker")]
    ActiveSpeaker,

    /// <summary>Tells who is how loud.</summary>
    [JsonStringEnumMemberName("audiolevel")]
    AudioLevel,
}
