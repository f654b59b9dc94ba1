namespace Tureen.Engine.Sctp.Receive;

/// <summary>Consecutive TSNs, both ends included.</summary>
internal readonly record struct TsnRange(uint First, uint Last);
