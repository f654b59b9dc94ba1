namespace Tureen.Testing.Simulation.Layers;

/// <summary>One packet that a consumer sent, under the number that it got.</summary>
internal struct SentOutput
{
    public bool IsUsed;
    public ushort SequenceNumber;
    public uint RtpTimestamp;
    public bool Marker;
    public int PictureId;
    public int Tl0;
    public LayeredFrame Frame;
}
