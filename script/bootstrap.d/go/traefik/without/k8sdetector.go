package types

import (
	"context"

	"go.opentelemetry.io/otel/sdk/resource"
)

// K8sAttributesDetector finds nothing: this build has no Kubernetes client.
type K8sAttributesDetector struct{}

// Detect returns the empty resource, as it does outside Kubernetes.
func (K8sAttributesDetector) Detect(context.Context) (*resource.Resource, error) {
	return resource.Empty(), nil
}
