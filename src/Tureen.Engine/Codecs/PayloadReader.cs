using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>Reads what the payload of one packet says; false, and the default value, where it is broken or says nothing.</summary>
/// <param name="payload">The RTP payload without padding; not empty.</param>
/// <param name="marker">The packet's marker.</param>
/// <param name="read">What it says; large, so it is filled in place.</param>
internal delegate bool PayloadReader(ReadOnlySpan<byte> payload, bool marker, out PayloadDescriptor read);
