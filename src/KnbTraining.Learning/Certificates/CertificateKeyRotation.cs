using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;

namespace KnbTraining.Learning.Certificates;

/// <summary>Replaces the key that signs certificates.</summary>
public sealed class CertificateKeyRotation(CertificateKeys keys, LearningStore store) : SigningKeyRotation(keys, store, before => new CertificateKeyReplaced(before));
