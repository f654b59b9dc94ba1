using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>What a receiver that made an offer expects: its own payload types instead of the router's.</summary>
/// <param name="PayloadTypes">How the router's become the receiver's.</param>
/// <param name="RtpParameters">The parameters of the consumer with the receiver's payload types.</param>
internal sealed record ReceiverNumbers(SentPayloadTypes PayloadTypes, RtpParameters RtpParameters);
