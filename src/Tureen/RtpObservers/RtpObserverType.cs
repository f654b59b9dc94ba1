using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The kind of an RTP observer (mediasoup RtpObserverType).</summary>
[JsonConverter(typeof(WireEnumConverter<RtpObserverType>))]
public enum RtpObserverType
{
    /// <summary>Reports who speaks.</summary>
    [JsonStringEnumMemberName("activespeaker")]
    ActiveSpeaker,

    /// <summary>Reports how loud each producer is.</summary>
    [JsonStringEnumMemberName("audiolevel")]
    AudioLevel,
}
