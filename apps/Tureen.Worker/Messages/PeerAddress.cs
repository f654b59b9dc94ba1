using System.Net;
using Tureen.Ortc;

namespace Tureen.WorkerProcess.Messages;

/// <summary>Where the peer of a plain or pipe transport is, and its SRTP key, as far as the request gives them.</summary>
internal readonly record struct PeerAddress(IPAddress? Ip, int? Port, int? RtcpPort, SrtpParameters? SrtpParameters);
