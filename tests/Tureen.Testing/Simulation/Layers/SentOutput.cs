namespace Tureen.Testing.Simulation.Layers;

/// <summary>One packet that a consumer sent, under the number that it got; the default value stands for none.</summary>
internal readonly record struct SentOutput(
    bool IsUsed, ushort SequenceNumber, uint RtpTimestamp, bool Marker, int PictureId, int Tl0, LayeredFrame Frame);
