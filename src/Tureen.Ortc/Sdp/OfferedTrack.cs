namespace Tureen.Ortc.Sdp;

/// <summary>A media section in which an endpoint offers to send a track.</summary>
/// <param name="Index">Where the section is in the offer.</param>
/// <param name="Section">The section.</param>
/// <param name="Kind">The kind of media.</param>
/// <param name="Sent">What the endpoint will send: the parameters of a Producer.</param>
/// <param name="Answered">The same as the server answers it.</param>
internal sealed record OfferedTrack(int Index, SdpMedia Section, MediaKind Kind, RtpParameters Sent, RtpParameters Answered);
