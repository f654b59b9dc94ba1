namespace Tureen.Engine.Events;

/// <summary>How loud a producer was, in dBov from -127 to 0.</summary>
internal readonly record struct AudioLevelVolume(string ProducerId, int Volume);
