using Tureen.Ortc;

namespace Tureen.Tests.Simulation.Pipes;

/// <summary>What one node's application sends to the other's to have a producer carried.</summary>
internal sealed record SimulatedOffer(uint Number, string ProducerId, MediaKind Kind, RtpParameters RtpParameters, bool IsPaused);
