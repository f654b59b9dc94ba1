namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>What a packet carries.</summary>
internal enum MediaTagKind : byte
{
    Audio = 1,
    Video = 2,
}
