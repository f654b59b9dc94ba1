namespace Tureen.Testing.Simulation.Layers;

/// <summary>How a sender makes layers.</summary>
internal enum LayeredCodec
{
    /// <summary>VP8, three encodings of three temporal layers.</summary>
    Simulcast,

    /// <summary>VP9 in L3T3.</summary>
    Svc,

    /// <summary>VP9 in L3T3_KEY.</summary>
    KSvc,
}
