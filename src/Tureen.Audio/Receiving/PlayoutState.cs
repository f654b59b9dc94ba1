namespace Tureen.Audio.Receiving;

/// <summary>What is played at present.</summary>
internal enum PlayoutState
{
    /// <summary>The sender is silent, or nothing has come yet.</summary>
    Silent,

    /// <summary>What was received.</summary>
    Playing,

    /// <summary>Something that takes the place of a packet.</summary>
    Concealing,
}
