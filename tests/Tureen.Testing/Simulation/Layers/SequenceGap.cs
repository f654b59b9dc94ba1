using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>Numbers that a consumer left out.</summary>
/// <param name="At">When.</param>
/// <param name="From">The first one.</param>
/// <param name="To">The one after the last.</param>
/// <param name="Missing">How many of them stand for packets that had not arrived.</param>
internal readonly record struct SequenceGap(Timestamp At, ushort From, ushort To, int Missing);
