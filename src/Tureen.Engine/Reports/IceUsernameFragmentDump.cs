using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A local ICE user name and the transport that it belongs to.</summary>
/// <param name="LocalIceUsernameFragment">The user name fragment.</param>
/// <param name="WebRtcTransportId">The transport.</param>
public sealed record IceUsernameFragmentDump(
    [property: JsonPropertyName("localIceUsernameFragment")] string LocalIceUsernameFragment,
    [property: JsonPropertyName("webRtcTransportId")] string WebRtcTransportId);
